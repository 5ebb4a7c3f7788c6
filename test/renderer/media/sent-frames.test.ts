import { describe, expect, it } from 'vitest';
import { sentFrames } from '../../../renderer/media/sent-frames.ts';

describe('what the browser says that it has sent', () => {
  it('is pictures and packets of sound, each once', () => {
    const totals = sentFrames([
      { type: 'outbound-rtp', kind: 'video', framesSent: 30, packetsSent: 99 },
      { type: 'outbound-rtp', kind: 'audio', packetsSent: 50, retransmittedPacketsSent: 4 },
      { type: 'inbound-rtp', kind: 'video', framesSent: 7 },
    ]);
    expect([...totals]).toEqual([
      ['camera', 30],
      ['audio', 46],
    ]);
  });

  it('is nothing where there is nothing to read', () => {
    expect([...sentFrames([null, 'text', { type: 'outbound-rtp', kind: 'audio' }])]).toEqual([
      ['audio', 0],
    ]);
  });
});
