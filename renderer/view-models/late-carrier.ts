import type { FileCarrier, FileCarrierOptions } from './file-carrier.ts';

/** Loads the file carrier: a call without files does without it, and the page comes sooner. */
export type LoadCarrier = (options: FileCarrierOptions) => Promise<FileCarrier>;

export const loadCarrier: LoadCarrier = async (options) =>
  new (await import('./file-carrier.ts')).FileCarrier(options);

/**
 * Hands what the worker says of our files, in its order, to a carrier that is loaded with the first of them. Where it cannot be
 * loaded the file is given up, and the next one tries again.
 */
export function carryFiles(options: FileCarrierOptions, load: LoadCarrier): void {
  const { client } = options;
  let loading: Promise<FileCarrier | null> | null = null;
  client.on('file.round', ({ fileId, round }) => {
    loading ??= load(options).catch(() => null);
    void loading.then((carrier) => {
      if (carrier) {
        carrier.begin(fileId, round);
        return;
      }
      loading = null;
      client.call('file.cancel', { fileId, reason: 'interrupted' }).catch(() => undefined);
    });
  });
  client.on('file.outgoing', (chunk) => {
    void loading?.then((carrier) => carrier?.carry(chunk));
  });
  for (const over of ['file.ready', 'file.gone'] as const) {
    client.on(over, ({ fileId }) => {
      void loading?.then((carrier) => carrier?.forget(fileId));
    });
  }
}
