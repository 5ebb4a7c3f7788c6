import { describe, expect, it } from 'vitest';
import { copyByShell } from '../../../renderer/platform/copy-by-shell.ts';
import {
  createShellClipboard,
  type CopyOutcome,
} from '../../../renderer/platform/shell-clipboard.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';

interface FakeField {
  readonly tagName: string;
  readonly type: string;
  readonly value: string;
  readonly readOnly: boolean;
  readonly disabled: boolean;
  readonly selectionStart: number | null;
  readonly selectionEnd: number | null;
}

const note: FakeField = {
  tagName: 'TEXTAREA',
  type: 'textarea',
  value: 'Slept badly.',
  readOnly: false,
  disabled: false,
  selectionStart: 0,
  selectionEnd: 5,
};

/** As much of a page as is copied from. */
function setUp({ active = null as FakeField | null, marked = '', system = 'Linux' } = {}) {
  const done: string[] = [];
  const document = Object.assign(new EventTarget(), {
    activeElement: active,
    execCommand: (command: string) => done.push(command),
  });
  const page = Object.assign(new EventTarget(), {
    document,
    navigator: { userAgent: system },
    getSelection: () => ({ toString: () => marked }),
  });
  const clock = new FakeClock();
  const state = { outcome: 'passing' as CopyOutcome };
  const stop = copyByShell({
    page: page as unknown as Window,
    shell: {
      copy: (text) => Promise.resolve(done.push(`copy ${text}`)).then(() => state.outcome),
      selected: (text) => void done.push(`selected ${text}`),
    },
    clock,
  });
  const press = (type: 'copy' | 'cut'): boolean =>
    !page.dispatchEvent(new Event(type, { cancelable: true }));
  return { document, clock, done, state, stop, press };
}

describe('what a person copies', () => {
  it('goes by the shell, from a field or from the page, and not by the browser', () => {
    const field = setUp({ active: note });
    expect(field.press('copy')).toBe(true);
    expect(field.done).toEqual(['copy Slept']);
    const text = setUp({ marked: 'Two herons' });
    expect(text.press('copy')).toBe(true);
    expect(text.done).toEqual(['copy Two herons']);
  });

  it('is nothing without anything marked, and nothing of a passphrase', () => {
    for (const active of [
      { ...note, selectionEnd: 0 },
      { ...note, tagName: 'INPUT', type: 'password' },
    ]) {
      const { press, done } = setUp({ active });
      expect([press('copy'), press('cut'), done]).toEqual([false, false, []]);
    }
  });

  it('is left to the browser once nobody listens any more', () => {
    const { press, stop, done } = setUp({ active: note });
    stop();
    expect([press('copy'), press('cut'), done]).toEqual([false, false, []]);
  });
});

describe('what a person cuts', () => {
  it('leaves its field once it has been copied', async () => {
    const { press, done } = setUp({ active: note });
    expect(press('cut')).toBe(true);
    expect(done).toEqual(['copy Slept']);
    await settle();
    expect(done).toEqual(['copy Slept', 'delete']);
  });

  it('stays in its field when it could not be copied', async () => {
    const { press, done, state } = setUp({ active: note });
    state.outcome = 'failed';
    press('cut');
    await settle();
    expect(done).toEqual(['copy Slept']);
  });

  it.each([
    ['the person has gone elsewhere', null],
    ['the text has changed', { ...note, value: 'Slept well.' }],
    ['something else is marked', { ...note, selectionEnd: 8 }],
  ])('stays when %s meanwhile', async (_what, active) => {
    const { press, done, document } = setUp({ active: note });
    press('cut');
    document.activeElement = active;
    await settle();
    expect(done).toEqual(['copy Slept']);
  });

  it('is nothing where nothing can be changed', () => {
    for (const active of [{ ...note, readOnly: true }, { ...note, disabled: true }, null]) {
      const { press, done } = setUp({ active, marked: 'words' });
      expect([press('cut'), done]).toEqual([false, []]);
    }
  });
});

describe('what a person marks', () => {
  it('is told on Linux, once the mouse rests', async () => {
    const { document, clock, done, stop } = setUp({ active: note });
    document.dispatchEvent(new Event('selectionchange'));
    await clock.advance(150);
    document.dispatchEvent(new Event('selectionchange'));
    await clock.advance(150);
    expect(done).toEqual([]);
    await clock.advance(50);
    expect(done).toEqual(['selected Slept']);
    stop();
    document.dispatchEvent(new Event('selectionchange'));
    expect(clock.pending).toBe(0);
  });

  it.each(['Windows NT 10.0', 'Macintosh'])('is told nobody on %s', async (system) => {
    const { document, clock, done } = setUp({ active: note, system });
    document.dispatchEvent(new Event('selectionchange'));
    await clock.advance(1_000);
    expect(done).toEqual([]);
  });
});

describe('the shell’s clipboard', () => {
  const inPage = (): Promise<CopyOutcome> => Promise.resolve('lasting');
  const answering = (answer: () => Promise<unknown>) =>
    createShellClipboard({ call: answer as never }, inPage).copy('words');

  it('says that text will go again, or why not', async () => {
    expect(await answering(() => Promise.resolve({}))).toBe('passing');
    expect(await answering(() => Promise.reject(new AppError('internal')))).toBe('failed');
  });

  it('is the page’s own in a shell that has none', async () => {
    expect(await answering(() => Promise.reject(new AppError('not-found')))).toBe('lasting');
  });
});
