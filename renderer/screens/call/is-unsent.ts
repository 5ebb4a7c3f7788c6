import type { PrivacyView } from './privacy-view.ts';

/** Whether nothing of one's own goes out now for want of a key. Alone, there is nobody to send to. */
export function isUnsent({ state }: Pick<PrivacyView, 'state'>): boolean {
  return state.people.length > 0 && state.encryption?.maySend !== true;
}
