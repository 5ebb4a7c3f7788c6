// The least that a worker can do with a frame and WebCrypto: read it, one call of AES-GCM with a key as long as ours, write
// what came back. No additional data, nothing kept clear, no header, no check of replays, and one IV for all frames, which
// no product may do: whatever is added to this takes longer.

interface Frame {
  data: ArrayBuffer;
}

interface RawScope {
  onrtctransform:
    | ((event: {
        readonly transformer: {
          readonly readable: ReadableStream<Frame>;
          readonly writable: WritableStream<Frame>;
          readonly options: { readonly operation: 'encrypt' | 'decrypt' };
        };
      }) => void)
    | null;
}

const scope = globalThis as unknown as RawScope;
const { subtle } = crypto;
// Both workers make up the same key: it protects nothing.
const key = subtle.importKey('raw', new Uint8Array(32).fill(7), 'AES-GCM', false, [
  'encrypt',
  'decrypt',
]);

scope.onrtctransform = ({ transformer: { readable, writable, options } }) => {
  void key.then((aesKey) => pass(readable.getReader(), writable.getWriter(), aesKey, options));
};

async function pass(
  reader: ReadableStreamDefaultReader<Frame>,
  writer: WritableStreamDefaultWriter<Frame>,
  aesKey: CryptoKey,
  { operation }: { readonly operation: 'encrypt' | 'decrypt' },
): Promise<void> {
  const algorithm = { name: 'AES-GCM', iv: new Uint8Array(12) };
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const frame = next.value;
    frame.data = await subtle[operation](algorithm, aesKey, frame.data);
    await writer.write(frame);
  }
}

export {};
