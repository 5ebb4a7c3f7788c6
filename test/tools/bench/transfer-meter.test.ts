import { describe, expect, it } from 'vitest';
import { countTransfer } from '../../../tools/bench/transfer-meter.ts';

describe('countTransfer', () => {
  it('adds headers and bodies, and counts WebSocket handshakes as requests', () => {
    const requests = [
      { url: 'http://127.0.0.1/', responseHeadersBytes: 100, responseBodyBytes: 900 },
      { url: 'https://rooms.example/a.js', responseHeadersBytes: 50, responseBodyBytes: 5_000 },
    ];
    expect(countTransfer(requests, 1)).toEqual({ bytes: 6_050, requests: 3 });
  });

  it('leaves out what never goes over a wire', () => {
    const requests = ['data:image/png;base64,AAAA', 'blob:http://127.0.0.1/1'].map((url) => ({
      url,
      responseHeadersBytes: 10,
      responseBodyBytes: 10,
    }));
    expect(countTransfer(requests, 0)).toEqual({ bytes: 0, requests: 0 });
  });
});
