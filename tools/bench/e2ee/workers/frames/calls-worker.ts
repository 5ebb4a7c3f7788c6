// WebCrypto's calls and nothing else: no track, no stream, no frame object. A product cannot leave these away; the figure
// tells how much of the others is the browser's way of handing frames to a worker.

interface CallsRequest {
  readonly operation: 'encrypt' | 'decrypt';
  readonly frames: readonly ArrayBuffer[];
  readonly keep: boolean;
}

interface CallsScope {
  onmessage: ((event: MessageEvent<CallsRequest>) => void) | null;
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
}

const scope = globalThis as unknown as CallsScope;
const { subtle } = crypto;
const key = subtle.importKey('raw', new Uint8Array(32).fill(7), 'AES-GCM', false, [
  'encrypt',
  'decrypt',
]);

scope.onmessage = ({ data }) => {
  void key.then(async (aesKey) => {
    const frames: ArrayBuffer[] = [];
    const algorithm = { name: 'AES-GCM', iv: new Uint8Array(12) };
    const startedMs = performance.now();
    for (const frame of data.frames) {
      const out = await subtle[data.operation](algorithm, aesKey, frame);
      if (data.keep) frames.push(out);
      else out.transfer(0);
    }
    const tookMs = performance.now() - startedMs;
    scope.postMessage({ frames, microseconds: [(tookMs * 1000) / data.frames.length] }, frames);
  });
};

export {};
