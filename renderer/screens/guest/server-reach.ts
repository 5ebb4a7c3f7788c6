import type { GuestModel } from '../../view-models/guest-model.ts';

/**
 * Whether the server could change the page that seals this guest's call, which must be said before joining. How one takes
 * part is known once a worker is attached; until then nothing better than a browser is claimed.
 */
export function canServerChangePage({ kind }: Pick<GuestModel, 'kind'>): boolean {
  return kind !== 'app';
}
