import { describe, expect, it } from 'vitest';
import { ids } from '../../../../src/contract/ids.ts';
import type { Client } from '../../../../src/contract/client-calls.ts';
import { matchingClients } from '../../../../renderer/screens/therapist/client-filter.ts';

const clients: readonly Client[] = ['Blue Heron', 'Zoë', 'Winter Wren', 'Straße'].map(
  (pseudonym, index) => ({
    clientId: ids.client.parse(`${String(index).repeat(21)}A`),
    pseudonym,
    createdAtMs: 0,
    lastSessionAtMs: null,
  }),
);

function found(query: string): readonly string[] {
  return matchingClients(clients, query).map(({ pseudonym }) => pseudonym);
}

describe('matchingClients', () => {
  it('leaves the list as it is without a query', () => {
    expect(matchingClients(clients, '  ')).toBe(clients);
  });

  it.each([
    ['heron', ['Blue Heron']],
    ['HER', ['Blue Heron']],
    ['zoe', ['Zoë']],
    ['Zoë', ['Zoë']],
    ['wren winter', ['Winter Wren']],
    ['wren blue', []],
    ['.*', []],
  ])('finds %j', (query, names) => {
    expect(found(query)).toEqual(names);
  });
});
