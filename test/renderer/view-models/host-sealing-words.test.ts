import { describe, expect, it } from 'vitest';
import { toBase64Url } from '../../../src/base/base64url.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';

import {
  seatA,
  seatB,
  inviteA,
  inviteB,
  deviceA,
  deviceB,
  waiting,
  setUp,
} from '../../support/host-sealing-bench.ts';

describe('the words of somebody', () => {
  it('need no comparing when the vault knows the device that was let in', async () => {
    const { sealing, opens, letIn, showWords } = await setUp();
    opens(deviceA);
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    letIn(seatA, inviteA.inviteId, deviceA);
    expect(showWords(seatA)).toMatchObject({ mustCompare: false });
  });

  it.each([
    ['is new', deviceB],
    ['is another than the one that knocked', new Uint8Array(32).fill(9)],
  ])('are to be compared first when the device %s', async (_what, device) => {
    const { sealing, opens, letIn, showWords } = await setUp();
    opens(deviceA);
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    letIn(seatA, inviteA.inviteId, device);
    expect(showWords(seatA)).toMatchObject({ mustCompare: true });
  });

  it('are to be compared first also when the server tells of a known device there afterwards', async () => {
    const { ipc, sealing, opens, letIn, showWords } = await setUp();
    letIn(seatA, inviteA.inviteId, deviceB);
    opens(deviceA);
    await sealing.readKnock(waiting(seatA, inviteB.inviteId));
    expect(showWords(seatA)).toMatchObject({ mustCompare: true });
    sealing.judgeWords(seatA, 'same');
    await settle();
    // And the verdict is about the device that has the words.
    expect(ipc.calls.find(({ name }) => name === 'session.judge-words')?.input).toMatchObject({
      deviceKey: toBase64Url(deviceB),
      verdict: 'same',
    });
  });

  it('are to be compared first on a known device whose words never were', async () => {
    const { ipc, sealing, letIn, opens, showWords } = await setUp();
    ipc.answers['device.recall'] = () => ({ sessions: 5, words: null });
    opens(deviceA);
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    letIn(seatA, inviteA.inviteId, deviceA);
    expect(showWords(seatA)).toMatchObject({ mustCompare: true });
  });

  it('are to be compared first on a known device in a browser, whose page comes from the server', async () => {
    const { sealing, letIn, opens, showWords } = await setUp();
    opens(deviceA, 'browser');
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    letIn(seatA, inviteA.inviteId, deviceA, 'browser');
    expect(showWords(seatA)).toMatchObject({ mustCompare: true });
  });

  it('are to be compared first when the vault could not be asked', async () => {
    const { ipc, sealing, letIn, opens, showWords } = await setUp();
    ipc.answers['device.recall'] = () => {
      throw new AppError('vault-locked');
    };
    opens(deviceA);
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    letIn(seatA, inviteA.inviteId, deviceA);
    expect(showWords(seatA)).toMatchObject({ mustCompare: true });
  });

  it('can be judged again when the verdict could not be kept', async () => {
    const { ipc, sealing, letIn, showWords } = await setUp();
    ipc.answers['session.judge-words'] = () => {
      throw new AppError('vault-locked');
    };
    letIn(seatA, inviteA.inviteId, deviceA);
    showWords(seatA);
    sealing.judgeWords(seatA, 'different');
    expect(sealing.view.get().encryption?.words).toMatchObject([{ verdict: 'different' }]);
    await settle();
    expect(sealing.view.get().encryption?.words).toMatchObject([{ verdict: 'open' }]);
  });

  it('stay with whom they are about, at whatever seat', async () => {
    const { sealing, letIn, showWords, sit } = await setUp();
    letIn(seatA, inviteA.inviteId, deviceA);
    showWords(seatA);
    letIn(seatB, inviteA.inviteId, deviceA);
    sit(seatB);
    const shown = () => sealing.view.get().encryption?.words;
    expect(shown()).toMatchObject([{ seatId: seatB, verdict: 'open', mustCompare: true }]);
    sealing.judgeWords(seatB, 'same');
    expect(shown()).toMatchObject([{ seatId: seatB, verdict: 'same' }]);
  });

  it('are due from the admission of a new device until they are there', async () => {
    const { sealing, opens, letIn, showWords, sit } = await setUp();
    opens(deviceB);
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    await sealing.admit({ seatId: seatA, deviceKey: deviceB });
    letIn(seatA, inviteA.inviteId, deviceB);
    sit(seatA);
    const isDue = () => sealing.view.get().encryption?.wordsDue;
    expect(isDue()).toBe(true);
    showWords(seatA);
    expect(isDue()).toBe(false);
  });

  it('are not due of a device whose words were the same before, or that was not let in', async () => {
    const { media, sealing, opens, letIn, sit } = await setUp();
    opens(deviceA);
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    await sealing.admit({ seatId: seatA, deviceKey: deviceA });
    letIn(seatA, inviteA.inviteId, deviceA);
    sit(seatA);
    expect(sealing.view.get().encryption?.wordsDue).toBe(false);
    opens(deviceB);
    await sealing.readKnock(waiting(seatB, inviteB.inviteId));
    media.answers['host.admit'] = () => {
      throw new AppError('conflict');
    };
    await expect(sealing.admit({ seatId: seatB, deviceKey: deviceB })).rejects.toThrow('conflict');
    letIn(seatB, inviteB.inviteId, deviceB);
    sit(seatB);
    expect(sealing.view.get().encryption?.wordsDue).toBe(false);
  });

  it.each([
    ['were never compared', null, true],
    ['differed', 'different', true],
    ['were the same', 'same', false],
  ] as const)(
    'are due of somebody who came back after a restart and whose words %s',
    async (_what, words, isDue) => {
      const { ipc, sealing, letIn, sit } = await setUp();
      ipc.answers['device.recall'] = () => ({ sessions: 0, words });
      letIn(seatA, inviteA.inviteId, deviceB);
      sit(seatA);
      await settle();
      expect(sealing.view.get().encryption?.wordsDue).toBe(isDue);
    },
  );

  it('are not judged for a seat of nobody', async () => {
    const { ipc, sealing } = await setUp();
    sealing.judgeWords(seatA, 'same');
    sealing.judgeWords(null, 'same');
    expect(ipc.names).not.toContain('session.judge-words');
  });
});
