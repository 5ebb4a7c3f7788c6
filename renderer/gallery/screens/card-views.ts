import type { Route } from '../../screens/therapist/route.ts';
import type { CardState } from '../../view-models/card-model.ts';
import type { View } from '../view.ts';
import { emptyCard, openCard, sealedCardOf } from './fake-card.ts';
import { encrypted } from './fake-encryption.ts';
import { live, person } from './fake-media.ts';
import { talkPerson } from './fake-talk.ts';
import { heron, session } from './fake-world.ts';
import { therapistView } from './screen-view.tsx';
import { openSession } from './session-scenes.ts';

const toClient: Route = { screen: 'client', clientId: heron.clientId };
const toExport: Route = { screen: 'export', clientId: heron.clientId };
const dayMs = 86_400_000;
const client = talkPerson('a', 'guest');
const notSafe = { others: [{ who: client, said: 'not-safe', isBack: false }] } as const;

function cardView(id: string, title: string, card: CardState, press?: readonly string[]): View {
  return therapistView(`card-${id}`, `Sealed card: ${title}`, () => ({ card }), {
    start: toClient,
    ...(press && { press }),
  });
}

function failed(card: Extract<CardState, { phase: 'ready' }>): CardState {
  return { ...card, deed: { phase: 'failed', code: 'disk-full' } };
}

function inSession(id: string, title: string, card: CardState, press: readonly string[]): View {
  return therapistView(
    `card-session-${id}`,
    `Sealed card: ${title}`,
    () => ({
      card,
      session: openSession(),
      call: live([person('a', 'ash', { keys: 'held', camera: 'off', muted: true })], {
        encryption: encrypted(),
      }),
      talk: { receivers: [client], aside: notSafe },
    }),
    { press },
  );
}

/** A card of which a field and a reason cannot be read. */
function damaged(): CardState {
  const card = openCard();
  if (!card.opened) return card;
  const fields = card.opened.fields.map((one) =>
    one.field === 'contact' ? { ...one, text: null } : one,
  );
  const openings = card.opened.openings.map((one) =>
    one.number === 1 ? { ...one, reason: null } : one,
  );
  return { ...card, opened: { ...card.opened, fields, openings } };
}

const show = 'Sealed card: where they are, whom to call';

/** The sealed card in a client's record, in a session, and in an export. */
export const cardViews: readonly View[] = [
  cardView('empty', 'nothing on it', emptyCard),
  cardView('unread', 'nothing is known of it', { phase: 'failed', code: 'vault-damaged' }),
  cardView('sealed-old', 'sealed, and where they are is of another day', sealedCardOf(3 * dayMs)),
  cardView('reason-missing', 'without a reason', sealedCardOf(), ['Open the card', 'Open']),
  cardView('reason-failed', 'it could not be opened', failed(sealedCardOf()), ['Open the card']),
  cardView('open', 'open', openCard()),
  cardView('open-old', 'open, and where they are is of another day', openCard(3 * dayMs)),
  cardView('open-damaged', 'open, and not all of it can be read', damaged()),
  cardView('write', 'writing on a sealed one', sealedCardOf(), ['Replace: Where they are today']),
  cardView('write-failed', 'it could not be kept', failed(sealedCardOf()), [
    'Replace: Where they are today',
  ]),
  inSession('sealed', 'in a session, from the call for help', sealedCardOf(), [show]),
  inSession('open', 'in a session, open', openCard(), [show]),
  therapistView(
    'card-after',
    'Sealed card: after the session',
    () => ({
      card: openCard(),
      session: { phase: 'ended', session, reason: 'host-gone' },
      talk: { receivers: [], aside: notSafe },
    }),
    { press: [show] },
  ),
  therapistView('card-export', 'Sealed card: in an export', () => ({ card: sealedCardOf() }), {
    start: toExport,
  }),
  therapistView(
    'card-export-unread',
    'Sealed card: an export without knowing of it',
    () => ({ card: { phase: 'failed', code: 'vault-damaged' } }),
    { start: toExport },
  ),
];
