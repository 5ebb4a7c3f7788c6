import { describe, expect, it } from 'vitest';
import { createServerTable } from '../../../../main/vault/tables/server-table.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

describe('ServerTable', () => {
  it('knows no server at first, and enrols with none', () => {
    const server = createServerTable(makeDatabase().sql);
    expect(server.get()).toBeNull();
    server.markEnrolled();
    expect(server.get()).toBeNull();
  });

  it('remembers a server and its enrolment', () => {
    const server = createServerTable(makeDatabase().sql);
    server.choose('https://a.example');
    expect(server.get()).toEqual({ origin: 'https://a.example', enrolled: false });
    server.markEnrolled();
    expect(server.get()).toEqual({ origin: 'https://a.example', enrolled: true });
  });

  it('forgets the enrolment with another server, not with the same again', () => {
    const server = createServerTable(makeDatabase().sql);
    server.choose('https://a.example');
    server.markEnrolled();
    server.choose('https://a.example');
    expect(server.get()?.enrolled).toBe(true);
    server.choose('https://b.example');
    expect(server.get()).toEqual({ origin: 'https://b.example', enrolled: false });
  });
});
