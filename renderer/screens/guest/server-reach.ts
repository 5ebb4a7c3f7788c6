import type { GuestModel } from '../../view-models/guest-model.ts';

/**
 * What the server could do in this guest's call, as far as it must be said before joining: see and hear it, because
 * nothing is sealed, or change the page that seals. null: neither.
 */
type ServerReach = 'sees' | 'changesPage';

export function serverReach(guest: Pick<GuestModel, 'call' | 'kind'>): ServerReach | null {
  if (guest.call.isSealed !== true) return 'sees';
  // How one takes part is known once a worker is attached; until then nothing better than a browser is claimed.
  return guest.kind === 'app' ? null : 'changesPage';
}
