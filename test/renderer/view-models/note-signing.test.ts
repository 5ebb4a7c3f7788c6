import { describe, expect, it } from 'vitest';
import { NoteEditor } from '../../../renderer/view-models/note-editor.ts';
import type { NoteId } from '../../../src/contract/ids.ts';
import type { SignedNote } from '../../../src/contract/ipc.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

const noteId = testId<NoteId>(1);

/** A main side with one note, which refuses as the real one does, and an editor of that note. */
async function setUp(text = '') {
  const clock = new FakeClock();
  const vault = {
    revision: text === '' ? 0 : 1,
    text,
    signed: null as SignedNote['signed'],
    amendments: [] as SignedNote['amendments'],
    /** Refuses the next calls of this name with this code. */
    refuses: {} as Partial<Record<string, ErrorCode>>,
  };
  const may = (name: string): void => {
    const code = vault.refuses[name];
    if (code) throw new AppError(code);
  };
  const signedNow = () => ({ signed: vault.signed, amendments: [...vault.amendments] });
  const ipc = new FakeIpc({
    'note.read': () => ({
      noteId,
      clientId: testId(2),
      sessionId: null,
      createdAtMs: 0,
      revision: vault.revision,
      text: vault.text,
      savedAtMs: 0,
    }),
    'note.save': (sent) => {
      may('note.save');
      if (vault.signed) throw new AppError('note-signed');
      if (sent.revision !== vault.revision) throw new AppError('conflict');
      vault.revision += 1;
      vault.text = sent.text;
      return { revision: vault.revision, savedAtMs: clock.nowMs() };
    },
    'note.signed': () => {
      may('note.signed');
      return signedNow();
    },
    'note.sign': ({ revision }) => {
      may('note.sign');
      if (revision !== vault.revision) throw new AppError('conflict');
      vault.signed ??= { revision, signedAtMs: clock.nowMs() };
      return signedNow();
    },
    'note.amend': ({ number, text: added }) => {
      may('note.amend');
      if (number !== vault.amendments.length + 1) throw new AppError('conflict');
      vault.amendments.push({ number, text: added, signedAtMs: clock.nowMs() });
      return signedNow();
    },
  });
  const editor = new NoteEditor({
    ipc,
    clock,
    read: () => ipc.call('note.read', { noteId }),
    onClosed: () => undefined,
  });
  await settle();
  return { clock, vault, ipc, editor, signing: () => editor.signing.state.get() };
}

describe('signing a note', () => {
  it('saves what is left, signs exactly that, and takes no more words', async () => {
    const { clock, vault, editor, signing } = await setUp();
    expect(signing()).toEqual({ phase: 'open', failed: null });
    editor.edit('Slept well.');
    editor.signing.sign();
    // What is signed is what the person saw when they asked.
    expect(signing()).toEqual({ phase: 'signing' });
    editor.edit('Slept well. Or not.');
    await settle();
    expect(vault).toMatchObject({ text: 'Slept well.', revision: 1, signed: { revision: 1 } });
    expect(signing()).toMatchObject({ phase: 'signed', checkedAtMs: clock.nowMs() });
    editor.edit('Slept badly.');
    await clock.advance(5000);
    expect(vault.text).toBe('Slept well.');
    expect(editor.state.get()).toMatchObject({ text: 'Slept well.', save: { phase: 'saved' } });
  });

  it('does not happen when the last words cannot be saved, and says why', async () => {
    const { vault, ipc, editor, signing } = await setUp();
    vault.refuses['note.save'] = 'disk-full';
    editor.edit('Slept well.');
    editor.signing.sign();
    await settle();
    expect(signing()).toEqual({ phase: 'open', failed: 'disk-full' });
    expect(ipc.names).not.toContain('note.sign');
    expect(editor.state.get()).toMatchObject({ text: 'Slept well.', save: { phase: 'failed' } });
    vault.refuses = {};
    editor.signing.sign();
    await settle();
    expect(signing()).toMatchObject({ phase: 'signed' });
  });

  it('shows what another window wrote before it is signed', async () => {
    const { vault, editor, signing } = await setUp('mine');
    vault.revision = 2;
    vault.text = 'theirs';
    editor.signing.sign();
    await settle();
    expect(signing()).toEqual({ phase: 'open', failed: 'conflict' });
    expect(editor.state.get()).toMatchObject({ text: 'theirs', revision: 2 });
    expect(vault.signed).toBeNull();
  });

  it('is not said of a note whose signature does not hold', async () => {
    const { vault, editor, signing } = await setUp('one');
    vault.signed = { revision: 1, signedAtMs: 1 };
    vault.refuses['note.signed'] = 'vault-damaged';
    editor.signing.check();
    await settle();
    expect(signing()).toEqual({ phase: 'unknown', code: 'vault-damaged' });
    vault.refuses = {};
    editor.signing.check();
    expect(signing()).toEqual({ phase: 'checking' });
    await settle();
    expect(signing()).toMatchObject({ phase: 'signed', signed: { signedAtMs: 1 } });
  });

  it('checks again whenever that is asked for', async () => {
    const { clock, vault, editor, signing } = await setUp('one');
    editor.signing.sign();
    await settle();
    await clock.advance(60_000);
    editor.signing.check();
    await settle();
    expect(signing()).toMatchObject({ phase: 'signed', checkedAtMs: clock.nowMs() });
    vault.refuses['note.signed'] = 'vault-damaged';
    editor.signing.check();
    await settle();
    expect(signing()).toEqual({ phase: 'unknown', code: 'vault-damaged' });
  });
});

describe('an amendment', () => {
  async function signedNote() {
    const made = await setUp('one');
    made.editor.signing.sign();
    await settle();
    return made;
  }

  it('is added after the last one, and its field is empty again', async () => {
    const { editor, signing, vault } = await signedNote();
    for (const text of ['First.', 'Second.']) {
      editor.signing.editAmendment(text);
      await expect(editor.signing.amend()).resolves.toBe(true);
    }
    expect(vault.amendments.map(({ number, text }) => [number, text])).toEqual([
      [1, 'First.'],
      [2, 'Second.'],
    ]);
    expect(signing()).toMatchObject({ amending: { text: '', work: { phase: 'idle' } } });
    expect(vault.text).toBe('one');
  });

  it('keeps what was typed when it cannot be added, and counts as not saved until it is', async () => {
    const { editor, signing, vault } = await signedNote();
    editor.signing.editAmendment('More.');
    vault.refuses['note.amend'] = 'disk-full';
    await expect(editor.signing.amend()).resolves.toBe(false);
    const text = 'More.';
    expect(signing()).toMatchObject({ amending: { text, work: { code: 'disk-full' } } });
    await expect(editor.close()).resolves.toBe(false);
    // Also while the signatures cannot be checked.
    vault.refuses['note.signed'] = 'vault-locked';
    editor.signing.check();
    await settle();
    vault.refuses = {};
    editor.signing.check();
    await settle();
    expect(signing()).toMatchObject({ amending: { text } });
    await expect(editor.signing.amend()).resolves.toBe(true);
    await expect(editor.close()).resolves.toBe(true);
  });

  it('comes after the one that another window added first', async () => {
    const { editor, signing, vault } = await signedNote();
    vault.amendments.push({ number: 1, text: 'Theirs.', signedAtMs: 5 });
    editor.signing.editAmendment('Mine.');
    await expect(editor.signing.amend()).resolves.toBe(false);
    await settle();
    expect(signing()).toMatchObject({
      amendments: [{ text: 'Theirs.' }],
      amending: { text: 'Mine.', work: { code: 'conflict' } },
    });
    await expect(editor.signing.amend()).resolves.toBe(true);
    expect(vault.amendments.at(-1)).toMatchObject({ number: 2, text: 'Mine.' });
  });

  it('is of nothing but words, and of a signed note', async () => {
    const { editor, ipc } = await signedNote();
    editor.signing.editAmendment(' \n');
    await expect(editor.signing.amend()).resolves.toBe(false);
    const unsigned = await setUp('one');
    unsigned.editor.signing.editAmendment('More.');
    await expect(unsigned.editor.signing.amend()).resolves.toBe(false);
    expect([...ipc.names, ...unsigned.ipc.names]).not.toContain('note.amend');
  });
});

describe('a note that another window signed first', () => {
  async function signedElsewhere() {
    const made = await setUp('one');
    made.vault.signed = { revision: 1, signedAtMs: 1 };
    made.editor.edit('one and more');
    await made.clock.advance(1000);
    return made;
  }

  it('keeps what was typed beside what was signed, and tries no further save', async () => {
    const { clock, editor, ipc, signing } = await signedElsewhere();
    const text = 'one and more';
    expect(editor.state.get()).toEqual({ phase: 'left-over', noteId, text, storedText: 'one' });
    expect(signing()).toMatchObject({ phase: 'signed' });
    const saves = ipc.names.filter((name) => name === 'note.save').length;
    await clock.advance(60_000);
    expect(ipc.names.filter((name) => name === 'note.save')).toHaveLength(saves);
    await expect(editor.close()).resolves.toBe(false);
  });

  it('makes an amendment of it, or lets it go', async () => {
    const kept = await signedElsewhere();
    kept.editor.amendLeftOver();
    expect(kept.editor.state.get()).toMatchObject({ phase: 'editing', text: 'one' });
    expect(kept.signing()).toMatchObject({ amending: { text: 'one and more' } });
    await expect(kept.editor.signing.amend()).resolves.toBe(true);
    const gone = await signedElsewhere();
    gone.editor.letGo();
    expect(gone.editor.state.get()).toMatchObject({ phase: 'editing', text: 'one' });
    await expect(gone.editor.close()).resolves.toBe(true);
  });

  it('is found signed also when that comes out by signing it here', async () => {
    const { editor, signing, vault } = await setUp('one');
    vault.signed = { revision: 1, signedAtMs: 1 };
    editor.edit('one and more');
    editor.signing.sign();
    await settle();
    expect(editor.state.get()).toMatchObject({ phase: 'left-over', text: 'one and more' });
    expect(signing()).toMatchObject({ phase: 'signed', signed: { signedAtMs: 1 } });
  });
});

describe('putting an earlier text back', () => {
  it('saves the present one first, so that both are revisions', async () => {
    const { editor, ipc, vault } = await setUp('one');
    editor.edit('two');
    await expect(editor.putBack('one')).resolves.toBe(true);
    const saved = ipc.calls.filter(({ name }) => name === 'note.save');
    expect(saved.map(({ input }) => input)).toMatchObject([{ text: 'two' }, { text: 'one' }]);
    expect(vault).toMatchObject({ text: 'one', revision: 3 });
  });

  it('changes nothing while the present one cannot be saved', async () => {
    const { editor, vault } = await setUp('one');
    vault.refuses['note.save'] = 'disk-full';
    editor.edit('two');
    await expect(editor.putBack('one')).resolves.toBe(false);
    expect(editor.state.get()).toMatchObject({ phase: 'editing', text: 'two' });
  });
});
