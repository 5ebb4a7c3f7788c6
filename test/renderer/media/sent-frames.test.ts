import { describe, expect, it } from 'vitest';
import { SentFrames } from '../../../renderer/media/sent-frames.ts';

describe('what the browser says that it has sent', () => {
  it('is pictures and packets of sound, each once', () => {
    const totals = new SentFrames().read([
      { id: 'v', type: 'outbound-rtp', kind: 'video', framesSent: 30, packetsSent: 99 },
      {
        id: 'a',
        type: 'outbound-rtp',
        kind: 'audio',
        packetsSent: 50,
        retransmittedPacketsSent: 4,
      },
      { id: 'i', type: 'inbound-rtp', kind: 'video', framesSent: 7 },
    ]);
    expect([...totals]).toEqual([
      ['camera', 30],
      ['audio', 46],
    ]);
  });

  it('is nothing where there is nothing to read', () => {
    const totals = new SentFrames().read([null, 'text', { type: 'outbound-rtp', kind: 'audio' }]);
    expect([...totals]).toEqual([['audio', 0]]);
  });

  it('counts what a source sent before it was closed and begun anew', () => {
    const sent = new SentFrames();
    const sound = (id: string, packetsSent: number) => ({
      id,
      type: 'outbound-rtp',
      kind: 'audio',
      packetsSent,
    });
    sent.read([sound('a', 40)]);
    expect(sent.read([sound('a', 50)]).get('audio')).toBe(50);
    expect(sent.read([]).get('audio')).toBe(50);
    expect(sent.read([sound('b', 7)]).get('audio')).toBe(57);
  });
});
