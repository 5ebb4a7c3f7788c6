import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../architecture/import-graph.ts';

const folder = mkdtempSync(join(tmpdir(), 'quietroom-demo-test-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the demo', () => {
  it.each([
    ['in the app for clients', 'app', 'clean', []],
    ['in a browser, whose record is not clean', 'browser', 'browser-guest', ['--browser-guest']],
  ] as const)(
    'runs one whole session %s, and everything holds',
    async (_where, guest, slip, more) => {
      const json = join(folder, 'demo.json');
      const command = join(projectRoot, 'tools/demo/command.ts');
      await promisify(execFile)(
        process.execPath,
        [command, '--json', json, '--seconds', '4', ...more],
        {
          timeout: 280_000,
        },
      );
      const enough = expect.toSatisfy((count: number) => count >= 100) as number;
      const read = { tapFramesDecodable: enough, plaintextMarkers: enough };
      expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({
        ok: true,
        failures: [],
        waitedForAdmission: true,
        transportsBeforeAdmission: 0,
        vault: { encrypted: true, cipher: 'aegis-256', noteFound: true, plaintextHits: 0 },
        keychain: 'Secret Service',
        e2ee: {
          safetyWordsMatch: true,
          guest,
          attestation: slip,
          tapFramesDecodable: 0,
          plaintextMarkers: 0,
          tapControl: { ...read, fromTherapist: read, fromGuest: read },
        },
      });
    },
    300_000,
  );
});
