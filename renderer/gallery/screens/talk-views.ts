import type { FileEndReason, Handing, TalkItem } from '../../view-models/talk-model.ts';
import type { View } from '../view.ts';
import { encrypted } from './fake-encryption.ts';
import { live, person } from './fake-media.ts';
import { handed, said, talkPerson, type TalkScene } from './fake-talk.ts';
import { guestView, therapistView } from './screen-view.tsx';
import { openSession } from './session-scenes.ts';

const megabyte = 1024 * 1024;
const client = talkPerson('a', 'guest');
const therapist = talkPerson('t', 'host');
const no: Handing = { phase: 'no' };
const here = { phase: 'here', saving: no, keeping: no } as const;
const show = ['Show the messages'];

function hostView(
  id: string,
  title: string,
  talk: () => TalkScene,
  press: readonly string[] = show,
): View {
  return therapistView(
    `talk-${id}`,
    `Messages: ${title}`,
    () => ({
      session: openSession(),
      call: live([person('a', 'ash', { keys: 'held' })], { encryption: encrypted() }),
      talk: { receivers: [client], ...talk() },
    }),
    { press },
  );
}

function ownView(
  id: string,
  title: string,
  talk: () => TalkScene,
  press: readonly string[] = show,
  kind: 'app' | 'browser' = 'app',
): View {
  return guestView(
    `talk-${id}`,
    `Messages: ${title}`,
    { phase: 'in-call' },
    () => ({
      kind,
      call: live([person('t', 'heron', { role: 'host', keys: 'held' })], {
        encryption: encrypted(),
      }),
      talk: { receivers: [therapist], ...talk() },
    }),
    { press },
  );
}

function talkWithClient(): readonly TalkItem[] {
  return [
    said(client, 'I wrote it down this morning, shall I send it?', 9),
    said(null, 'Please do, in your own time.', 8),
    handed('in', client, here),
    said(
      null,
      'Thank you. The address of the library is\n12 Mill Lane, and it opens at ten.\nhttps://library.example/a-very-long-address-that-does-not-end/for-a-long-while',
      2,
      'sending',
    ),
  ];
}

/** Every way in which a file ends. */
function ends(direction: 'in' | 'out', reasons: readonly FileEndReason[]): readonly TalkItem[] {
  return reasons.map((reason) => handed(direction, client, { phase: 'gone', reason }));
}

const hostViews: readonly View[] = [
  hostView('unread', 'three have come in', () => ({ unread: 3, items: talkWithClient() }), []),
  hostView('empty', 'nothing yet', () => ({})),
  hostView('nobody', 'nobody to read them', () => ({
    receivers: [],
    items: [said(client, 'I will be right back', 3), said(null, 'Take your time', 2, 'unheard')],
  })),
  hostView('messages', 'a few', () => ({ items: talkWithClient() })),
  hostView('moving', 'files on their way', () => ({
    items: [
      handed('in', client, { phase: 'moving', movedBytes: 1.3 * megabyte }),
      handed('out', client, { phase: 'moving', movedBytes: 3.1 * megabyte }, { name: 'plan.pdf' }),
      handed('out', client, { phase: 'preparing' }, { name: 'exercise.mp3' }),
    ],
  })),
  hostView('handed', 'a file that was saved, stored, refused', () => ({
    items: [
      handed('in', client, { ...here, saving: { phase: 'done' }, keeping: { phase: 'done' } }),
      handed('in', client, {
        ...here,
        saving: { phase: 'failed', code: 'disk-full' },
        keeping: { phase: 'busy' },
      }),
      handed('in', client, { ...here, keeping: { phase: 'failed', code: 'vault-locked' } }),
      handed('in', client, { phase: 'kept', saving: { phase: 'done' }, keeping: no }),
    ],
  })),
  hostView('ends-in', 'files that did not come', () => ({
    items: ends('in', [
      'cancelled',
      'cancelled-there',
      'no-room',
      'broken',
      'left',
      'interrupted',
      'discarded',
    ]),
  })),
  hostView('ends-out', 'files that did not arrive', () => ({
    items: ends('out', [
      'cancelled',
      'cancelled-there',
      'no-room',
      'broken',
      'left',
      'interrupted',
      'not-sent',
    ]),
  })),
  hostView('too-large', 'a file that is too large', () => ({
    items: [
      handed(
        'out',
        client,
        { phase: 'gone', reason: 'too-large' },
        { name: 'film.mp4', sizeBytes: 25 * megabyte + 1 },
      ),
    ],
  })),
  hostView('discard', 'putting a file away', () => ({ items: [handed('in', client, here)] }), [
    ...show,
    'Put away: sleep diary.pdf',
  ]),
  hostView(
    'end-unsaved',
    'ending with unsaved files',
    () => ({
      items: [
        handed('in', client, here),
        handed('in', client, here, { name: 'drawing.png' }),
        handed('out', client, { phase: 'arrived' }, { name: 'plan.pdf' }),
      ],
    }),
    ['End'],
  ),
  therapistView(
    'talk-group',
    'Messages: in a group',
    () => ({
      session: openSession(),
      call: live([person('a', 'ash', { keys: 'held' }), person('b', 'wren', { keys: 'held' })], {
        encryption: encrypted(),
      }),
      talk: {
        receivers: [client, talkPerson('b', 'guest')],
        items: [
          said(client, 'We both brought something', 4),
          said(talkPerson('c', 'guest'), 'I have to go', 3),
          said(null, 'Take care', 3, 'partly'),
          handed('out', talkPerson('b', 'guest'), { phase: 'arrived' }, { name: 'plan.pdf' }),
        ],
      },
    }),
    { press: show },
  ),
];

const guestTalkViews: readonly View[] = [
  ownView('unread', 'one has come in', () => ({ unread: 1 }), []),
  ownView('empty', 'nothing yet', () => ({})),
  ownView('file', 'a file that is here', () => ({
    items: [
      said(therapist, 'Here is the exercise.', 3),
      handed('in', therapist, here, { name: 'exercise for the evening.pdf' }),
    ],
  })),
  ownView(
    'browser',
    'saved by the browser',
    () => ({
      items: [handed('in', therapist, { ...here, saving: { phase: 'done' } })],
    }),
    show,
    'browser',
  ),
  ownView('no-place', 'a file where nothing can be saved', () => ({
    canSave: false,
    items: [handed('in', therapist, here)],
  })),
  ownView('moving', 'a file on its way', () => ({
    items: [handed('out', therapist, { phase: 'moving', movedBytes: 0.4 * megabyte })],
  })),
  ownView(
    'leave-unsaved',
    'leaving with an unsaved file',
    () => ({ items: [handed('in', therapist, here)] }),
    ['Leave'],
  ),
];

/** What is written and handed over in a call, on both sides. */
export const talkViews: readonly View[] = [...hostViews, ...guestTalkViews];
