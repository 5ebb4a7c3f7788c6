import { describe, expect, it } from 'vitest';
import type { LocalPostureCheck } from '../../../../main/ports/posture-port.ts';
import { createSystemPosture } from '../../../../main/platform/posture/system-posture.ts';
import { verifiedChecks } from '../../../../main/platform/posture/verified-checks.ts';
import { postureSchemas } from '../../../../src/contract/posture-calls.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const never = new AbortController().signal;
const locals = postureSchemas.check.options.filter(
  (check): check is LocalPostureCheck => check !== 'server-identity',
);

/** A computer on which every tool says the same. */
function computer(platform: string, text: string, environment: Record<string, string> = {}) {
  const ran: string[] = [];
  const posture = createSystemPosture({
    platform,
    environment,
    dataFolder: platform === 'win32' ? String.raw`D:\Users\a\vault` : '/home/a/vault',
    clock: new FakeClock(),
    run: async (file, args) => {
      ran.push([file, ...args].join(' '));
      return Promise.resolve({ text, isDone: true });
    },
  });
  return { posture, ran };
}

describe('a look at a computer', () => {
  it.each(['win32', 'darwin', 'linux'])('runs tools by their absolute paths: %s', async (name) => {
    const { posture, ran } = computer(name, 'nonsense', { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' });
    for (const check of locals) await posture.read(check, never);
    expect(ran.length).toBeGreaterThanOrEqual(3);
    for (const command of ran)
      expect(command).toMatch(/^(?:\/usr\/s?bin\/|C:\\Windows\\System32\\)/);
  });

  it.each(['win32', 'darwin', 'linux', 'sunos'])(
    'says what was never verified: %s',
    async (name) => {
      const { posture, ran } = computer(name, '');
      const verified = verifiedChecks[posture.system];
      for (const check of locals.filter((one) => !verified.includes(one))) {
        expect(await posture.read(check, never)).toEqual({ state: 'not-verified' });
      }
      expect(ran).toEqual([]);
      for (const check of verified) {
        expect((await posture.read(check, never)).state).not.toBe('not-verified');
      }
    },
  );
});
