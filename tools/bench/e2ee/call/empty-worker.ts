// What every transform costs before it does anything: frames go into the worker and out of it as they are.

interface EmptyScope {
  onrtctransform:
    | ((event: {
        readonly transformer: {
          readonly readable: ReadableStream;
          readonly writable: WritableStream;
        };
      }) => void)
    | null;
}

const scope = globalThis as unknown as EmptyScope;

scope.onrtctransform = ({ transformer: { readable, writable } }) => {
  void readable.pipeTo(writable);
};

export {};
