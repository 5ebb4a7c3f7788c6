import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands, listCommands } from '../../../tools/setup/commands.mjs';

const root = join(import.meta.dirname, '../../..');

describe('commands', () => {
  it('gives the commands that need everything everything', () => {
    for (const name of ['setup', 'test']) {
      expect(commands[name]?.parts).toEqual([
        'worker',
        'chromium',
        'secret-service',
        'display',
        'coturn',
      ]);
    }
    for (const name of ['start', 'demo', 'bench']) {
      expect(commands[name]?.parts).toEqual(['worker', 'chromium', 'secret-service']);
    }
  });

  it('gives the server alone its media worker, and nothing that only apps need', () => {
    expect(commands['server']?.parts).toEqual(['worker']);
  });

  it('asks for no worker where there is no session', () => {
    expect(commands['gallery']?.parts).toEqual(['chromium']);
    expect(commands['build']?.parts).toEqual([]);
  });

  it('lists every command with what it does', () => {
    const lines = listCommands().split('\n');
    expect(lines).toHaveLength(Object.keys(commands).length);
    expect(lines).toContain('  build     builds the apps and the guest page');
  });

  it('has an npm script for each command', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    for (const name of Object.keys(commands)) {
      expect(Object.values(scripts)).toContain(`node tools/run.mjs ${name}`);
    }
  });

  it.each(Object.keys(commands))('%s has its script', (name) => {
    expect(existsSync(join(root, 'tools', name, 'command.ts'))).toBe(true);
  });
});
