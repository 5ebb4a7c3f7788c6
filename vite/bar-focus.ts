/** Where the focus is moved within: a bar of buttons. */
interface BarRef {
  readonly current: Element | null;
}

/** Goes by `by` from the focused button; from none to the end that comes first in that direction. At an end it stays. */
function go(bar: BarRef, by: 1 | -1): void {
  const buttons = buttonsOf(bar);
  const index = buttons.findIndex((button) => button === document.activeElement);
  const next = index === -1 && by === -1 ? buttons.length - 1 : index + by;
  buttons[next]?.focus();
}

function buttonsOf({ current }: BarRef): readonly HTMLElement[] {
  return [...(current?.querySelectorAll<HTMLElement>('button:enabled') ?? [])];
}

/**
 * What React Aria's toolbar asks of its `createFocusManager`, for a bar that holds buttons and nothing else. The whole of it knows
 * every element that can have the focus, and comes with all that dialogs need of it: a page has that when it opens the first one.
 */
export function createFocusManager(bar: BarRef) {
  return {
    focusNext: (): void => {
      go(bar, 1);
    },
    focusPrevious: (): void => {
      go(bar, -1);
    },
    focusFirst: (): void => {
      buttonsOf(bar)[0]?.focus();
    },
    focusLast: (): void => {
      buttonsOf(bar).at(-1)?.focus();
    },
  };
}
