import type { Client } from '../../../src/contract/client-calls.ts';

/** The clients whose pseudonym has all the words of `query` in it, whatever their case and accents. */
export function matchingClients(clients: readonly Client[], query: string): readonly Client[] {
  const words = fold(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return clients;
  return clients.filter(({ pseudonym }) => {
    const folded = fold(pseudonym);
    return words.every((word) => folded.includes(word));
  });
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
