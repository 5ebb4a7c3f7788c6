import type { View } from '../view.ts';
import { encrypted } from './fake-encryption.ts';
import { live, mutedBoth, person } from './fake-media.ts';
import { talkPerson, type TalkScene } from './fake-talk.ts';
import { guestView, therapistView } from './screen-view.tsx';
import { session } from './fake-world.ts';
import { openSession } from './session-scenes.ts';

const client = talkPerson('a', 'guest');
const therapist = talkPerson('t', 'host');

function hostView(id: string, title: string, aside: TalkScene['aside'] & object): View {
  return therapistView(`aside-${id}`, `Somebody came in: ${title}`, () => ({
    session: openSession(),
    call: live([person('a', 'ash', { keys: 'held', camera: 'off', muted: true })], {
      encryption: encrypted(),
    }),
    talk: { receivers: [client], aside },
  }));
}

function ownView(id: string, title: string, aside: TalkScene['aside'] & object): View {
  return guestView(`aside-${id}`, `Somebody came in: ${title}`, { phase: 'in-call' }, () => ({
    call: live([person('t', 'heron', { role: 'host', keys: 'held' })], {
      encryption: encrypted(),
      own: mutedBoth,
    }),
    talk: { receivers: [therapist], aside },
  }));
}

/** Turning away from a call, on both sides. */
export const asideViews: readonly View[] = [
  hostView('client-away', 'at the client’s', {
    others: [{ who: client, said: 'away', isBack: false }],
  }),
  hostView('client-not-safe', 'the client is not safe', {
    others: [{ who: client, said: 'not-safe', isBack: false }],
  }),
  hostView('client-not-safe-back', 'the client was not safe and is back', {
    others: [{ who: client, said: 'not-safe', isBack: true }],
  }),
  therapistView(
    'aside-client-behind-lock',
    'Somebody came in: told while the vault is locked',
    () => ({
      vault: { phase: 'locked', why: { kind: 'screen-lock' } },
      session: openSession(),
      call: live([person('a', 'ash')]),
      talk: {
        receivers: [client],
        aside: { others: [{ who: client, said: 'not-safe', isBack: false }] },
      },
    }),
  ),
  hostView('host-page', 'the therapist’s page', { isAway: true }),
  hostView('host-page-called', 'the therapist’s page, and the client is not safe', {
    isAway: true,
    others: [{ who: client, said: 'not-safe', isBack: false }],
  }),
  therapistView(
    'aside-client-after',
    'Somebody came in: not safe, and the session has ended',
    () => ({
      session: { phase: 'ended', session, reason: 'host-gone' },
      talk: {
        receivers: [],
        aside: { others: [{ who: client, said: 'not-safe', isBack: true }] },
      },
    }),
  ),
  ownView('therapist-away', 'at the therapist’s', {
    others: [{ who: therapist, said: 'away', isBack: false }],
  }),
  ownView('page', 'the client’s page', {
    isAway: true,
    told: { said: 'away', isHeard: false },
  }),
  ownView('page-heard', 'the client’s page, and the therapist knows', {
    isAway: true,
    told: { said: 'not-safe', isHeard: true },
  }),
];
