import { describe, expect, it } from 'vitest';
import { warmConnection } from '../../../renderer/media/warm-connection.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';

/** The part of a connection that is touched; the other end's candidates and descriptions only count. */
class FakeEnd {
  onicecandidate: ((event: { candidate: unknown }) => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  connectionState = 'new';
  candidates = 0;
  isClosed = false;
  readonly transceivers: unknown[][] = [];

  addTransceiver(...made: unknown[]): void {
    this.transceivers.push(made);
  }

  addIceCandidate(): Promise<void> {
    this.candidates += 1;
    return Promise.resolve();
  }

  createOffer = (): Promise<unknown> => Promise.resolve({ type: 'offer' });
  createAnswer = (): Promise<unknown> => Promise.resolve({ type: 'answer' });
  setLocalDescription = (): Promise<void> => Promise.resolve();
  setRemoteDescription = (): Promise<void> => Promise.resolve();

  become(state: string): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  close(): void {
    this.isClosed = true;
  }
}

function start(ends: readonly FakeEnd[]) {
  const clock = new FakeClock();
  const unused = [...ends];
  // Node has no connections, and a whole one has 60 members of which these are touched: only a cast makes one of the two.
  const done = warmConnection(() => unused.shift() as unknown as RTCPeerConnection, clock);
  return { clock, done };
}

describe('a connection of the page with itself', () => {
  it('has no track and no server, and ends once it stands', async () => {
    const [one, other] = [new FakeEnd(), new FakeEnd()];
    const { clock, done } = start([one, other]);
    await settle();
    one.onicecandidate?.({ candidate: 'of one' });
    one.onicecandidate?.({ candidate: null });
    expect([one.candidates, other.candidates]).toEqual([0, 1]);
    expect([one.isClosed, other.isClosed]).toEqual([false, false]);
    other.become('connecting');
    other.become('connected');
    await done;
    expect(one.transceivers).toEqual([
      ['audio', { direction: 'sendonly' }],
      ['video', { direction: 'sendonly' }],
    ]);
    expect([one.isClosed, other.isClosed, clock.pending]).toEqual([true, true, 0]);
  });

  it('ends when it does not come to stand', async () => {
    const ends = [new FakeEnd(), new FakeEnd()];
    const { clock, done } = start(ends);
    await clock.advance(2_000);
    await done;
    expect(ends.map(({ isClosed }) => isClosed)).toEqual([true, true]);
  });

  it('ends when the browser refuses it', async () => {
    const ends = [new FakeEnd(), new FakeEnd()];
    const [one] = ends;
    if (one) one.createOffer = () => Promise.reject(new Error('no'));
    const { clock, done } = start(ends);
    await expect(done).rejects.toThrow('no');
    expect(ends.map(({ isClosed }) => isClosed)).toEqual([true, true]);
    expect(clock.pending).toBe(0);
  });
});
