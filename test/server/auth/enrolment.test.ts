import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Enrolment } from '../../../server/auth/enrolment.ts';
import type { EnrolmentStore } from '../../../server/auth/enrolment-store.ts';
import { FileEnrolmentStore } from '../../../server/auth/file-enrolment-store.ts';
import { MemoryEnrolmentStore } from '../../../server/auth/memory-enrolment-store.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const key = 'k'.repeat(43);
const hourMs = 60 * 60 * 1000;
let dataFolder: string;

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'enrolment-'));
});

afterEach(async () => {
  await rm(dataFolder, { recursive: true });
});

const stores: readonly [string, () => Promise<EnrolmentStore>][] = [
  ['memory', () => Promise.resolve(new MemoryEnrolmentStore())],
  ['files', () => FileEnrolmentStore.open(dataFolder)],
];

function enrolmentOn(store: EnrolmentStore, attemptsPerMinute = 100) {
  // Files carry the machine's time, so the clock starts there too.
  const clock = new FakeClock(Date.now());
  const enrolment = new Enrolment({ store, clock, attemptsPerMinute, codeMaxAgeMs: hourMs });
  return { clock, enrolment };
}

describe.each(stores)('enrolment in %s', (_name, open) => {
  it('takes a code once', async () => {
    const { enrolment } = enrolmentOn(await open());
    await enrolment.addCode('GOOD-CODE-1');
    await enrolment.enrol('GOOD-CODE-1', key);
    expect(await enrolment.isEnrolled(key)).toBe(true);
    await expect(enrolment.enrol('GOOD-CODE-1', 'o'.repeat(43))).rejects.toMatchObject({
      code: 'unauthorized',
    });
  });

  it('enrols a key again by whatever code, and uses none up for it', async () => {
    const { enrolment } = enrolmentOn(await open(), 4);
    await enrolment.addCode('GOOD-CODE-1');
    await enrolment.enrol('GOOD-CODE-1', key);
    await enrolment.addCode('GOOD-CODE-2');
    await enrolment.enrol('GOOD-CODE-1', key);
    await enrolment.enrol('GOOD-CODE-2', key);
    // The code is still there for somebody else, who is counted like everybody.
    await enrolment.enrol('GOOD-CODE-2', 'o'.repeat(43));
    await expect(enrolment.enrol('GOOD-CODE-1', key)).rejects.toMatchObject({ code: 'too-many' });
  });

  it('takes a code in lower case and without hyphens, as people type', async () => {
    const { enrolment } = enrolmentOn(await open());
    await enrolment.addCode('GOOD-CODE-1');
    await enrolment.enrol('good code1', key);
    expect(await enrolment.isEnrolled(key)).toBe(true);
  });

  it('refuses a code that it does not know and enrols nobody', async () => {
    const { enrolment } = enrolmentOn(await open());
    await expect(enrolment.enrol('BAD-CODE-1', key)).rejects.toMatchObject({
      code: 'unauthorized',
    });
    expect(await enrolment.isEnrolled(key)).toBe(false);
  });

  it('refuses a code that is too old', async () => {
    const { enrolment, clock } = enrolmentOn(await open());
    await enrolment.addCode('GOOD-CODE-1');
    await clock.advance(hourMs + 5_000);
    await expect(enrolment.enrol('GOOD-CODE-1', key)).rejects.toMatchObject({
      code: 'unauthorized',
    });
  });

  it('lets one of many win who bring the same code at once', async () => {
    const { enrolment } = enrolmentOn(await open());
    await enrolment.addCode('GOOD-CODE-1');
    const keys = Array.from({ length: 20 }, (_, index) => `${index}`.padStart(43, 'k'));
    const results = await Promise.allSettled(
      keys.map((one) => enrolment.enrol('GOOD-CODE-1', one)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const enrolled = await Promise.all(keys.map((one) => enrolment.isEnrolled(one)));
    expect(enrolled.filter(Boolean)).toHaveLength(1);
  });

  it('bounds the attempts of everybody together, and recovers', async () => {
    const { enrolment, clock } = enrolmentOn(await open(), 2);
    await enrolment.addCode('GOOD-CODE-1');
    await enrolment.enrol('BAD-CODE-1', key).catch(() => undefined);
    await enrolment.enrol('BAD-CODE-2', key).catch(() => undefined);
    await expect(enrolment.enrol('GOOD-CODE-1', key)).rejects.toMatchObject({ code: 'too-many' });
    await clock.advance(30_000);
    await enrolment.enrol('GOOD-CODE-1', key);
  });
});

describe('enrolment in files', () => {
  it('is there again after a restart', async () => {
    const first = enrolmentOn(await FileEnrolmentStore.open(dataFolder)).enrolment;
    await first.addCode('GOOD-CODE-1');
    const second = enrolmentOn(await FileEnrolmentStore.open(dataFolder)).enrolment;
    await second.enrol('GOOD-CODE-1', key);
    const third = enrolmentOn(await FileEnrolmentStore.open(dataFolder)).enrolment;
    expect(await third.isEnrolled(key)).toBe(true);
    const other = 'o'.repeat(43);
    await expect(third.enrol('GOOD-CODE-1', other)).rejects.toMatchObject({ code: 'unauthorized' });
    // Whoever looks after the server takes a key away by its file: no used code brings it back.
    await rm(join(dataFolder, 'keys', key));
    await expect(third.enrol('GOOD-CODE-1', key)).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('keeps no code, only its hash, and lets nobody else read', async () => {
    const { enrolment } = enrolmentOn(await FileEnrolmentStore.open(dataFolder));
    await enrolment.addCode('GOOD-CODE-1');
    const names = await readdir(dataFolder, { recursive: true });
    expect(names.join(' ')).not.toMatch(/GOOD|CODE-1/u);
    expect((await stat(join(dataFolder, 'codes'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(dataFolder, 'keys'))).mode & 0o777).toBe(0o700);
  });
});
