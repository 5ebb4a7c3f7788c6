import { describe, expect, it } from 'vitest';
import { findRefusedSwitch } from '../../../main/windows/refused-switches.ts';

describe('findRefusedSwitch', () => {
  it.each([
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '--remote-debugging-address=0.0.0.0',
    '--inspect',
    '--inspect=0',
    '--inspect-brk=9229',
    '--inspect-port=1',
    '--no-sandbox',
    '--ignore-certificate-errors',
    '--ignore-certificate-errors-spki-list=x',
    '--host-resolver-rules=MAP * 127.0.0.1',
    '--host-rules=MAP * 127.0.0.1',
    '--proxy-server=http://127.0.0.1:1',
    '--proxy-pac-url=x',
    '--proxy-bypass-list=x',
    '--disable-web-security',
    '--ssl-key-log-file=/tmp/k',
    '-remote-debugging-port=0',
    '--Remote-Debugging-Port=0',
  ])('finds %s', (arg) => {
    expect(findRefusedSwitch(['--ozone-platform=x11', arg], 'linux')).not.toBeNull();
  });

  it('names the switch without its value', () => {
    expect(findRefusedSwitch(['--proxy-server=secret'], 'linux')).toBe('proxy-server');
  });

  it('reads a slash as a switch on Windows and as a path elsewhere', () => {
    expect(findRefusedSwitch(['/inspect'], 'win32')).toBe('inspect');
    expect(findRefusedSwitch(['/inspect'], 'linux')).toBeNull();
  });

  it('lets everything else pass', () => {
    const usual = [
      '.',
      '--ozone-platform=wayland',
      '--lang=en-GB',
      '--force-dark-mode',
      'no-sandbox',
    ];
    expect(findRefusedSwitch(usual, 'linux')).toBeNull();
  });

  it('permits by exact name only', () => {
    expect(findRefusedSwitch(['--inspect=0'], 'linux', ['inspect'])).toBeNull();
    expect(findRefusedSwitch(['--inspect-brk=0'], 'linux', ['inspect'])).toBe('inspect-brk');
  });
});
