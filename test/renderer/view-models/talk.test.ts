import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { HandOver } from '../../../renderer/platform/hand-over.ts';
import { Talk } from '../../../renderer/view-models/talk.ts';
import { unsavedFiles } from '../../../renderer/view-models/talk-list.ts';
import type { ChosenFile, FileItem, TalkItem } from '../../../renderer/view-models/talk-model.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import { limits } from '../../../src/contract/limits.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeSealedMedia, type FakeMediaWorker } from '../../support/fake-sealed-media.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { keptFlag } from '../../support/kept-flag.ts';
import { groupMember, groupOf } from '../../support/talk-group.ts';

const [hostSeat, annaSeat, benSeat] = [testId<SeatId>(1), testId<SeatId>(2), testId<SeatId>(3)];
const content = new Uint8Array([1, 2, 3]);

let clock: FakeClock;
let media: FakeSealedMedia;
let worker: FakeMediaWorker;
let workerScope: Scope;
let talk: Talk;
let log: ReturnType<typeof recordingLog>;
let saved: [string, Bytes][];
let save: HandOver;
let trickled: SeatId[];

beforeEach(() => {
  clock = new FakeClock(1_000);
  media = new FakeSealedMedia();
  log = recordingLog();
  saved = [];
  save = (name, bytes) => {
    saved.push([name, bytes]);
    return Promise.resolve(true);
  };
  trickled = [];
  let lastId = 0;
  media.answers['chat.say'] = () => {
    lastId += 1;
    return { messageId: lastId };
  };
  media.answers['file.send'] = () => {
    lastId += 1;
    return { fileId: lastId };
  };
  media.answers['file.take'] = () => ({ bytes: content });
  const handOver: HandOver = (name, bytes) => save(name, bytes);
  talk = new Talk({
    save: handOver,
    keep: handOver,
    turnedAway: keptFlag(),
    isCallPoor: () => false,
    clock,
    log,
  });
  attach();
});

/** Another worker, as a session has them one after the other. */
function attach(): void {
  workerScope = new Scope();
  const { client } = media.open({ scope: workerScope, onBroken: () => undefined });
  worker = media.last;
  talk.attach({
    client,
    trickle: (to) => {
      trickled.push(to);
      return Promise.resolve();
    },
    scope: workerScope,
  });
}

/** The group with us as its therapist, or as Anna. */
function group(self: 'therapist' | 'anna', ...seats: (SeatId | null)[]): void {
  const member = (seatId: SeatId | null, isSelf: boolean) => {
    const role = seatId === hostSeat ? 'therapist' : 'guest';
    return groupMember({ participant: `p${String(seatId)}`, role, seatId }, isSelf);
  };
  const own = self === 'therapist' ? hostSeat : annaSeat;
  const others = seats.map((seatId) => member(seatId, false));
  worker.push('session.state', groupOf(member(own, true), ...others));
}

const sender = { participant: 'p', role: 'guest', seatId: annaSeat } as const;

function items(): readonly TalkItem[] {
  return talk.state.get().items;
}

function file(): FileItem {
  const item = items().at(-1);
  if (item?.kind !== 'file') throw new Error('no file');
  return item;
}

function offerFile(fileId = 5): void {
  worker.push('file.offered', { fileId, ...sender, name: 'a.pdf', sizeBytes: 3 });
}

const chosen = (name = 'sheet.pdf', size = 3): ChosenFile => ({
  name,
  size,
  arrayBuffer: () => Promise.resolve(content.buffer),
});

describe('what is written in a call', () => {
  it('is said without what the protocol does not take', async () => {
    group('anna', hostSeat);
    expect(await talk.say(' one\r\ntwo\u0000 ')).toBeNull();
    expect(items()).toMatchObject([{ kind: 'chat', text: 'one\ntwo' }]);
  });

  it('shows what others say with who said it, by the worker’s word', () => {
    worker.push('chat.said', { messageId: 7, ...sender, text: 'I am the therapist' });
    expect(items()).toMatchObject([
      {
        kind: 'chat',
        atMs: 1_000,
        from: { seatId: annaSeat, role: 'guest' },
        text: 'I am the therapist',
        delivery: 'heard',
      },
    ]);
  });

  it('goes on being theirs when they have come back to another seat', () => {
    const participant = `p${String(benSeat)}`;
    worker.push('chat.said', { ...sender, messageId: 7, participant, text: 'hello' });
    offerFile();
    group('therapist', benSeat);
    expect(items()).toMatchObject([{ from: { seatId: benSeat } }, { who: { seatId: annaSeat } }]);
    const before = items();
    group('therapist', benSeat);
    expect(items()).toBe(before);
  });

  it('shows one’s own words, and when everybody has them', async () => {
    expect(await talk.say('hello')).toBeNull();
    expect(await talk.say('again')).toBeNull();
    expect(await talk.say('more')).toBeNull();
    expect(items()).toMatchObject([
      { from: null, text: 'hello', delivery: 'sending' },
      { from: null, text: 'again', delivery: 'sending' },
      {},
    ]);
    worker.push('chat.settled', { messageId: 1, heardBy: 'all' });
    worker.push('chat.settled', { messageId: 2, heardBy: 'nobody' });
    worker.push('chat.settled', { messageId: 3, heardBy: 'some' });
    worker.push('chat.settled', { messageId: 99, heardBy: 'all' });
    const deliveries = items().map((item) => item.kind === 'chat' && item.delivery);
    expect(deliveries).toEqual(['heard', 'unheard', 'partly']);
  });

  it('says why something could not be said, and shows nothing', async () => {
    media.answers['chat.say'] = () => {
      throw new AppError('not-found');
    };
    expect(await talk.say('hello')).toBe('not-found');
    expect(items()).toEqual([]);
  });

  it('counts what came in while nobody looked', async () => {
    worker.push('chat.said', { messageId: 1, ...sender, text: 'one' });
    offerFile();
    await talk.say('mine');
    expect(talk.state.get().unread).toBe(2);
    talk.setLooking(true);
    expect(talk.state.get().unread).toBe(0);
    worker.push('chat.said', { messageId: 2, ...sender, text: 'two' });
    expect(talk.state.get().unread).toBe(0);
    talk.setLooking(false);
    worker.push('chat.said', { messageId: 3, ...sender, text: 'three' });
    expect(talk.state.get().unread).toBe(1);
  });

  it('keeps the last thousand, and no file that is here goes for them', () => {
    offerFile();
    worker.push('file.ready', { fileId: 5 });
    for (let messageId = 10; messageId < 1_100; messageId += 1) {
      worker.push('chat.said', { messageId, ...sender, text: String(messageId) });
    }
    expect(items()).toHaveLength(1_000);
    expect(items()[0]).toMatchObject({ kind: 'file' });
    expect(items()[1]).toMatchObject({ text: '101' });
  });

  it('leaves nothing when the session is over', async () => {
    await talk.say('hello');
    worker.push('chat.said', { messageId: 7, ...sender, text: 'hello' });
    workerScope.close();
    talk.clear();
    expect(talk.state.get()).toEqual({
      items: [],
      unread: 0,
      hasListeners: false,
      receivers: [],
    });
  });
});

describe('who is there', () => {
  it('is known from the group: guests for the therapist, and the therapist for a guest', () => {
    group('therapist', annaSeat, benSeat);
    expect(talk.state.get()).toMatchObject({
      hasListeners: true,
      receivers: [
        { seatId: annaSeat, role: 'guest' },
        { seatId: benSeat, role: 'guest' },
      ],
    });
    group('anna', hostSeat, benSeat);
    expect(talk.state.get().receivers).toMatchObject([{ seatId: hostSeat, role: 'host' }]);
  });

  it('is nobody when everybody has left, when we were removed, and without a worker', () => {
    group('therapist', annaSeat);
    group('therapist');
    expect(talk.state.get().hasListeners).toBe(false);
    group('therapist', annaSeat);
    worker.push('session.removed', {});
    expect(talk.state.get()).toMatchObject({ hasListeners: false, receivers: [] });
    group('therapist', annaSeat);
    workerScope.close();
    expect(talk.state.get()).toMatchObject({ hasListeners: false, receivers: [] });
  });

  it('can be handed nothing as long as their seat is not known', () => {
    group('therapist', null);
    expect(talk.state.get()).toMatchObject({ hasListeners: true, receivers: [] });
  });
});

describe('a file of ours', () => {
  beforeEach(() => {
    group('therapist', annaSeat);
  });

  it('is read, moves, and arrives', async () => {
    talk.sendFile(chosen(), annaSeat);
    expect(file()).toMatchObject({
      direction: 'out',
      who: { seatId: annaSeat, role: 'guest' },
      name: 'sheet.pdf',
      sizeBytes: 3,
      state: { phase: 'preparing' },
    });
    await settle();
    expect(worker.inputsOf('file.send')).toEqual([
      { name: 'sheet.pdf', bytes: content, to: annaSeat },
    ]);
    expect(file().state).toEqual({ phase: 'moving', movedBytes: 0 });
    worker.push('file.progress', { fileId: 1, movedBytes: 2 });
    expect(file().state).toEqual({ phase: 'moving', movedBytes: 2 });
    worker.push('file.ready', { fileId: 1 });
    expect(file().state).toEqual({ phase: 'arrived' });
  });

  it('goes by a name without a path or hidden characters', async () => {
    talk.sendFile(chosen('C:\\private\\a\u202egpj.exe'), annaSeat);
    await settle();
    expect(worker.inputsOf('file.send')).toMatchObject([{ name: 'agpj.exe' }]);
  });

  it('is not even read when it is too large', async () => {
    const file25 = {
      ...chosen('a', limits.fileBytes),
      arrayBuffer: () => Promise.reject(new Error()),
    };
    const larger = { ...file25, size: limits.fileBytes + 1 };
    talk.sendFile(larger, annaSeat);
    await settle();
    expect(file().state).toEqual({ phase: 'gone', reason: 'too-large' });
    expect(worker.inputsOf('file.send')).toEqual([]);
    talk.sendFile(file25, annaSeat);
    expect(file().state).toEqual({ phase: 'preparing' });
  });

  it('is not sent when it cannot be read, or when the worker does not take it', async () => {
    talk.sendFile({ ...chosen(), arrayBuffer: () => Promise.reject(new Error('gone')) }, annaSeat);
    await settle();
    expect(file().state).toEqual({ phase: 'gone', reason: 'not-sent' });
    media.answers['file.send'] = () => {
      throw new AppError('conflict');
    };
    talk.sendFile(chosen(), annaSeat);
    await settle();
    expect(file().state).toEqual({ phase: 'gone', reason: 'not-sent' });
    expect(log.lines.map(({ fields }) => fields)).toEqual([
      { code: 'internal' },
      { code: 'conflict' },
    ]);
  });

  it('is nobody’s who is not there', () => {
    talk.sendFile(chosen(), benSeat);
    expect(items()).toEqual([]);
  });

  it('can be stopped on its way', async () => {
    talk.sendFile(chosen(), annaSeat);
    await settle();
    talk.cancelFile(file().key);
    await settle();
    expect(worker.inputsOf('file.cancel')).toEqual([{ fileId: 1, reason: 'cancelled' }]);
    worker.push('file.gone', { fileId: 1, reason: 'cancelled' });
    expect(file().state).toEqual({ phase: 'gone', reason: 'cancelled' });
  });

  it('can be stopped while it is read, before or after the worker has it', async () => {
    talk.sendFile(chosen(), annaSeat);
    talk.cancelFile(file().key);
    await settle();
    expect(worker.inputsOf('file.send')).toEqual([]);
    const answers: ((answer: { fileId: number }) => void)[] = [];
    media.answers['file.send'] = () => new Promise((resolve) => answers.push(resolve));
    talk.sendFile(chosen(), annaSeat);
    await settle();
    talk.cancelFile(file().key);
    answers[0]?.({ fileId: 9 });
    await settle();
    expect(worker.inputsOf('file.cancel')).toEqual([{ fileId: 9, reason: 'cancelled' }]);
    expect(file().state).toEqual({ phase: 'gone', reason: 'cancelled' });
  });

  it('is carried chunk by chunk', async () => {
    const bytes = new Uint8Array([7]);
    const chunk = { fileId: 1, round: 1, index: 0, to: annaSeat, bytes };
    worker.push('file.round', { fileId: 1, round: 1 });
    worker.push('file.outgoing', chunk);
    await vi.dynamicImportSettled();
    await clock.advance(1);
    expect(trickled).toEqual([annaSeat]);
    expect(worker.inputsOf('file.sent')).toEqual([{ fileId: 1, round: 1, index: 0 }]);
    // Of a file that has gone nothing leaves any more.
    worker.push('file.gone', { fileId: 1, reason: 'cancelled' });
    worker.push('file.outgoing', chunk);
    await settle();
    expect(trickled).toEqual([annaSeat]);
  });
});

describe('a file that comes in', () => {
  beforeEach(() => {
    offerFile();
  });

  it('moves, is here, and is opened by nobody', () => {
    expect(file()).toMatchObject({
      direction: 'in',
      who: { seatId: annaSeat, role: 'guest' },
      name: 'a.pdf',
      state: { phase: 'moving', movedBytes: 0 },
    });
    worker.push('file.progress', { fileId: 5, movedBytes: 2 });
    worker.push('file.ready', { fileId: 5 });
    const no = { phase: 'no' };
    expect(file().state).toEqual({ phase: 'here', saving: no, keeping: no });
    expect(worker.inputsOf('file.take')).toEqual([]);
    expect(saved).toEqual([]);
  });

  it.each(['broken', 'left', 'no-room', 'cancelled-there', 'interrupted'] as const)(
    'is gone for the worker’s reason: %s',
    (reason) => {
      worker.push('file.gone', { fileId: 5, reason });
      expect(file().state).toEqual({ phase: 'gone', reason });
    },
  );

  it('is saved when the person says so', async () => {
    worker.push('file.ready', { fileId: 5 });
    talk.saveFile(file().key);
    expect(file().state).toMatchObject({ saving: { phase: 'busy' } });
    talk.saveFile(file().key);
    await settle();
    expect(saved).toEqual([['a.pdf', content]]);
    expect(file().state).toMatchObject({ saving: { phase: 'done' }, keeping: { phase: 'no' } });
  });

  it('is kept with the client beside that, and then neither saved nor lost', async () => {
    worker.push('file.ready', { fileId: 5 });
    expect(unsavedFiles(items())).toHaveLength(1);
    talk.keepFile(file().key);
    await settle();
    expect(file().state).toMatchObject({ saving: { phase: 'no' }, keeping: { phase: 'done' } });
    expect(unsavedFiles(items())).toEqual([]);
  });

  it('is not saved when the person changed their mind, and can be again', async () => {
    worker.push('file.ready', { fileId: 5 });
    save = () => Promise.resolve(false);
    talk.saveFile(file().key);
    await settle();
    expect(file().state).toMatchObject({ saving: { phase: 'no' } });
  });

  it('says why it was not saved', async () => {
    worker.push('file.ready', { fileId: 5 });
    save = () => Promise.reject(new AppError('disk-full'));
    talk.saveFile(file().key);
    await settle();
    expect(file().state).toMatchObject({ saving: { phase: 'failed', code: 'disk-full' } });
  });

  it('is put away when it is discarded', async () => {
    worker.push('file.ready', { fileId: 5 });
    talk.cancelFile(file().key);
    await settle();
    worker.push('file.gone', { fileId: 5, reason: 'cancelled' });
    expect(file().state).toEqual({ phase: 'gone', reason: 'discarded' });
    talk.saveFile(file().key);
    await settle();
    expect(saved).toEqual([]);
  });

  it('cannot be saved before it is whole', async () => {
    talk.saveFile(file().key);
    talk.keepFile(file().key);
    await settle();
    expect(worker.inputsOf('file.take')).toEqual([]);
  });
});

describe('another media worker in the place of one that broke', () => {
  it('leaves words, and what was under way or held is gone', async () => {
    group('therapist', annaSeat);
    await talk.say('hello');
    talk.sendFile(chosen(), annaSeat);
    await settle();
    offerFile();
    worker.push('file.ready', { fileId: 5 });
    const old = file();
    workerScope.close();
    attach();
    expect(items()).toMatchObject([
      { text: 'hello', delivery: 'unheard' },
      { state: { phase: 'gone', reason: 'interrupted' } },
      { state: { phase: 'gone', reason: 'interrupted' } },
    ]);
    // The new worker counts from the beginning as well.
    worker.push('file.gone', { fileId: 5, reason: 'broken' });
    worker.push('chat.settled', { messageId: 1, heardBy: 'all' });
    talk.saveFile(old.key);
    await settle();
    expect(items()).toMatchObject([{ delivery: 'unheard' }, {}, { key: old.key }]);
    expect(saved).toEqual([]);
  });

  it('does not tell of a file as gone that lies somewhere else', async () => {
    offerFile();
    worker.push('file.ready', { fileId: 5 });
    talk.saveFile(file().key);
    await settle();
    workerScope.close();
    attach();
    expect(items()).toMatchObject([{ state: { phase: 'kept', saving: { phase: 'done' } } }]);
    expect(unsavedFiles(items())).toEqual([]);
  });

  it('knows of a file that was just being saved that it was', async () => {
    offerFile();
    worker.push('file.ready', { fileId: 5 });
    const saving = Promise.withResolvers<boolean>();
    save = () => saving.promise;
    talk.saveFile(file().key);
    await settle();
    workerScope.close();
    attach();
    expect(items()).toMatchObject([{ state: { phase: 'gone' } }]);
    saving.resolve(true);
    await settle();
    expect(items()).toMatchObject([{ state: { phase: 'kept', saving: { phase: 'done' } } }]);
  });

  it('says nothing without a worker', async () => {
    workerScope.close();
    expect(await talk.say('hello')).toBe('not-found');
    talk.cancelFile('x');
    expect(items()).toEqual([]);
  });
});

it('keeps and saves nothing where there is no place for it', () => {
  const guest = new Talk({
    save: null,
    keep: null,
    turnedAway: keptFlag(),
    isCallPoor: () => false,
    clock,
    log,
  });
  expect([guest.canKeep, guest.canSave]).toEqual([false, false]);
  expect([talk.canKeep, talk.canSave]).toEqual([true, true]);
});
