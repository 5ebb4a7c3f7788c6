import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { skipNote } from '../../../tools/test/skip-reason.ts';
import {
  admit,
  CallStage,
  flows,
  knock,
  missingCallParts,
  startSession,
} from '../../support/call-stage.ts';

const reason = missingCallParts();

describe.skipIf(reason !== null)(`frame transforms in a call${skipNote(reason)}`, () => {
  let stage: CallStage;

  beforeAll(async () => {
    stage = await CallStage.open();
  });

  afterAll(async () => {
    await stage.close();
  });

  async function passed() {
    const host = await stage.openHost({ watchFrames: true });
    const guest = await stage.openGuest(await startSession(host, stage), { watchFrames: true });
    await knock(guest);
    await admit(host);
    expect(await flows(host, guest)).toBe('both ways');
    return guest.evaluate(() => window.callPage?.frames ?? []);
  }

  it('see every frame from the first one on, and hide nothing in its size', async () => {
    const frames = await passed();
    const of = (way: string, source: string) =>
      frames.filter((frame) => frame.way === way && frame.source === source);
    for (const way of ['out', 'in']) {
      // Had one frame gone by before the transform was there, this one would not be the key frame.
      expect(of(way, 'camera')[0]?.isKeyFrame).toBe(true);
      expect(of(way, 'camera').length).toBeGreaterThan(20);
      // Constant bit rate: the fake microphone beeps once a second, and the sizes do not tell when.
      const sizes = of(way, 'audio').map(({ sizeBytes }) => sizeBytes);
      expect(sizes.length).toBeGreaterThan(50);
      const settled = new Set(sizes.slice(-40));
      expect([...settled]).toHaveLength(1);
    }
  });
});
