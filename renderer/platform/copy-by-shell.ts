import type { CancelTimer, Clock } from '../../src/base/ports.ts';
import { limits } from '../../src/contract/limits.ts';
import type { ShellClipboard } from './shell-clipboard.ts';

/** Marking goes on while the mouse moves. */
const restMs = 200;

export interface CopyByShellOptions {
  readonly page: Window;
  readonly shell: ShellClipboard;
  readonly clock: Clock;
}

/**
 * Whatever a person copies or cuts, by keys or a menu, goes the way that a button of ours takes: the browser's own would
 * put it there unmarked, and nobody would take it off again. Until the returned function is called.
 */
export function copyByShell({ page, shell, clock }: CopyByShellOptions): () => void {
  const { document } = page;
  const copied = (event: ClipboardEvent): void => {
    const text = markedText(page);
    if (event.defaultPrevented || text === '') return;
    event.preventDefault();
    void shell.copy(text);
  };
  const cut = (event: ClipboardEvent): void => {
    const text = markedText(page);
    const field = document.activeElement;
    if (event.defaultPrevented || text === '' || !isWritable(field)) return;
    event.preventDefault();
    const before = stateOf(field);
    void shell.copy(text).then((outcome) => {
      // What could not be copied stays; so does what has changed meanwhile.
      if (outcome === 'failed' || document.activeElement !== field) return;
      if (stateOf(field) === before) remove(document);
    });
  };
  const stopSelecting = tellSelections({ page, shell, clock });
  page.addEventListener('copy', copied);
  page.addEventListener('cut', cut);
  return () => {
    page.removeEventListener('copy', copied);
    page.removeEventListener('cut', cut);
    stopSelecting();
  };
}

/** On Linux what is marked is on the system's second clipboard by that alone. */
function tellSelections({ page, shell, clock }: CopyByShellOptions): () => void {
  if (!page.navigator.userAgent.includes('Linux')) return () => undefined;
  let cancel: CancelTimer = () => undefined;
  const changed = (): void => {
    cancel();
    cancel = clock.after(restMs, () => {
      const text = markedText(page);
      if (text !== '' && text.length <= limits.copiedCharacters) shell.selected(text);
    });
  };
  page.document.addEventListener('selectionchange', changed);
  return () => {
    cancel();
    page.document.removeEventListener('selectionchange', changed);
  };
}

type Field = HTMLInputElement | HTMLTextAreaElement;

function isField(element: Element | null): element is Field {
  return element !== null && (element.tagName === 'TEXTAREA' || element.tagName === 'INPUT');
}

function isWritable(element: Element | null): element is Field {
  return isField(element) && !element.readOnly && !element.disabled;
}

/** What a person marked, in a field or in the page; nothing of a field whose text is hidden. */
function markedText(page: Window): string {
  const field = page.document.activeElement;
  if (!isField(field)) return page.getSelection()?.toString() ?? '';
  if (field.type === 'password') return '';
  const { selectionStart, selectionEnd } = field;
  if (selectionStart === null || selectionEnd === null) return '';
  return field.value.slice(selectionStart, selectionEnd);
}

function stateOf({ value, selectionStart, selectionEnd }: Field): string {
  return [selectionStart, selectionEnd, value].join(' ');
}

/** As the delete key does, so that it can be undone. */
function remove(document: Document): void {
  // oxlint-disable-next-line typescript/no-deprecated -- There is no other way that leaves undoing to the browser.
  document.execCommand('delete');
}
