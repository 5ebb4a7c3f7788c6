import { describe, expect, it } from 'vitest';
import { CopiedText } from '../../../main/platform/copied-text.ts';
import type { ClipboardBuffer } from '../../../main/ports/clipboard-port.ts';
import { countingRandom } from '../../support/fake-random.ts';
import { FakeClipboard } from '../../support/fake-clipboard.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordingLog } from '../../support/recording-log.ts';

const words = 'Slept badly.\nMother rang.';

function setUp(buffers?: readonly ClipboardBuffer[]) {
  const system = new FakeClipboard(buffers);
  const [clock, log] = [new FakeClock(), recordingLog()];
  const copied = new CopiedText({ system, clock, random: countingRandom(), log });
  return { system, clock, log, copied, there: () => Object.fromEntries(system.holds) };
}

describe('copied text', () => {
  it('stays for a minute, on both clipboards that a system has, and not longer', async () => {
    const { copied, clock, there } = setUp();
    await copied.copy(words);
    await clock.advance(59_999);
    expect(there()).toEqual({ clipboard: words, selection: words });
    await clock.advance(1);
    expect(there()).toEqual({});
    expect(clock.pending).toBe(0);
  });

  it('is left where somebody has put something else', async () => {
    const { copied, clock, system, there } = setUp();
    await copied.copy(words);
    system.holds.set('clipboard', 'an address');
    await clock.advance(60_000);
    expect(there()).toEqual({ clipboard: 'an address' });
  });

  it('has its own minute each time', async () => {
    const { copied, clock, there } = setUp(['clipboard']);
    await copied.copy('first');
    await clock.advance(50_000);
    await copied.copy('second');
    await clock.advance(59_000);
    expect(there()).toEqual({ clipboard: 'second' });
    await clock.advance(1_000);
    expect(there()).toEqual({});
  });

  it.each([
    ['ends of lines as Windows writes them', words.replace('\n', '\r\n')],
    ['spaces as a page has them', words.replace(' ', '\u{a0}')],
  ])('is known again with %s', async (_how, asRead) => {
    const { copied, clock, system, there } = setUp(['clipboard']);
    await copied.copy(words);
    system.holds.set('clipboard', asRead);
    await clock.advance(60_000);
    expect(there()).toEqual({});
  });

  it.each([
    ['a zero', 'a\0b', 'ab'],
    ['half a character', 'a\u{d83d}', 'a\u{fffd}'],
  ])('is written without %s, and so known again', async (_what, text, written) => {
    const { copied, clock, there } = setUp(['clipboard']);
    await copied.copy(text);
    expect(there()).toEqual({ clipboard: written });
    await clock.advance(60_000);
    expect(there()).toEqual({});
  });

  it('goes at once when the vault locks or the app ends', async () => {
    const { copied, clock, there } = setUp();
    await copied.copy(words);
    await copied.forget();
    expect(there()).toEqual({});
    await copied.copy(words);
    await copied.close();
    expect([there(), clock.pending]).toEqual([{}, 0]);
  });

  it('is looked for again while another program has the clipboard open', async () => {
    const { copied, clock, system, there } = setUp(['clipboard']);
    await copied.copy(words);
    system.isBusy = true;
    await clock.advance(62_000);
    expect(there()).toEqual({ clipboard: words });
    system.isBusy = false;
    await clock.advance(1_000);
    expect([there(), clock.pending]).toEqual([{}, 0]);
  });

  it('is looked for five times, and not without end', async () => {
    const { copied, clock, system, log } = setUp(['clipboard']);
    await copied.copy(words);
    system.fails = true;
    system.calls.length = 0;
    await clock.advance(600_000);
    expect(system.calls).toEqual(['read', 'read', 'read', 'read', 'read']);
    expect(clock.pending).toBe(0);
    expect(JSON.stringify(log.lines)).not.toContain('Slept');
  });

  it('is not copied where the system refuses, and what was copied before still goes', async () => {
    const { copied, clock, system, there } = setUp(['clipboard']);
    await copied.copy('first');
    system.fails = true;
    await expect(copied.copy('second')).rejects.toThrow('refused');
    system.fails = false;
    await clock.advance(60_000);
    expect(there()).toEqual({});
  });
});

describe('marked text', () => {
  it('goes from the second clipboard of Linux, where the system has it by itself', async () => {
    const { copied, clock, system, there } = setUp();
    system.holds.set('selection', words);
    copied.selected(words);
    await clock.advance(60_000);
    expect(there()).toEqual({});
  });

  it('does not touch what somebody has copied', async () => {
    const { copied, clock, system, there } = setUp();
    system.holds.set('clipboard', words);
    system.holds.set('selection', 'marked elsewhere');
    copied.selected(words);
    await clock.advance(60_000);
    expect(there()).toEqual({ clipboard: words, selection: 'marked elsewhere' });
  });

  describe('during a look at what was marked before', () => {
    const younger = 'Father rang.';

    function marked(before: string) {
      const all = setUp();
      const mark = (text: string): void => {
        all.system.holds.set('selection', text);
        all.copied.selected(text);
      };
      mark(words);
      all.system.holds.set('selection', before);
      all.system.meanwhile = () => {
        mark(younger);
      };
      return all;
    }

    it.each([
      ['found something else', 'marked elsewhere'],
      ['could not be taken', ''],
    ])('has its own minute where that %s', async (_what, before) => {
      const { copied, clock, there } = marked(before);
      await clock.advance(60_000 + 59_999);
      expect(there()).toEqual({ selection: younger });
      await clock.advance(1);
      expect([there(), clock.pending]).toEqual([{}, 0]);
      await copied.close();
    });

    it.each(['forget', 'close'] as const)('goes with it: %s', async (how) => {
      const { copied, there } = marked('marked elsewhere');
      await copied[how]();
      expect(there()).toEqual({});
    });

    it('does not keep a vault from locking, however often it happens', async () => {
      const { copied, system } = marked(words);
      const again = (): void => {
        copied.selected(words);
        system.meanwhile = again;
      };
      system.meanwhile = again;
      await copied.forget();
      expect(system.calls.filter((call) => call === 'read')).toHaveLength(5);
    });
  });

  it('is nothing where there is no such clipboard', async () => {
    const { copied, clock, system } = setUp(['clipboard']);
    copied.selected(words);
    await clock.advance(60_000);
    expect(system.calls).toEqual([]);
  });
});
