import { Emitter } from '../../../src/base/emitter.ts';
import type { Log } from '../../../src/base/ports.ts';

/** What of a window is needed here; Electron's `BrowserWindow` is one. */
interface ProtectedWindow {
  setContentProtection(isOn: boolean): void;
  /** The typings have an overload for each name, and none for all. */
  on(moment: 'show', listener: () => void): unknown;
}

export interface WindowProtectionOptions {
  /** False where the system has no such thing: then nobody is told that it was lost. */
  readonly canProtect: boolean;
  readonly log: Log;
}

/** What may take the protection away: electron#45844, bitwarden#15184. */
const moments = ['show', 'restore', 'focus', 'hide', 'minimize'] as const;

/**
 * Asks the system to keep every window out of captures: before it is shown, and again whenever it may have been lost. What
 * that is worth, only the self-test says.
 */
export class WindowProtection {
  /** A window says that it is not protected, right after it was asked to be. */
  readonly events = new Emitter<{ lost: undefined }>();
  readonly #options: WindowProtectionOptions;
  #nextIsBare = false;

  constructor(options: WindowProtectionOptions) {
    this.#options = options;
  }

  /** Takes a window that was just made, whoever made it. Belongs on the app's `browser-window-created`. */
  take(window: ProtectedWindow): void {
    if (this.#nextIsBare) return;
    const assert = (): void => {
      this.#assert(window);
    };
    assert();
    for (const moment of moments) {
      window.on(moment as 'show', assert);
    }
  }

  /** Makes a window that stays visible to captures: the self-test's control, which holds nothing but a marker. */
  makeBare<Bare>(make: () => Bare): Bare {
    this.#nextIsBare = true;
    try {
      return make();
    } finally {
      this.#nextIsBare = false;
    }
  }

  #assert(window: ProtectedWindow): void {
    window.setContentProtection(true);
    const { canProtect, log } = this.#options;
    if (!canProtect || saysProtected(window) !== false) return;
    log.warn('content-protection-lost');
    this.events.emit('lost', undefined);
  }
}

/** Null: this runtime cannot say (Electron before 36). */
function saysProtected(window: ProtectedWindow): boolean | null {
  const says: unknown = Reflect.get(window, 'isContentProtected');
  return typeof says === 'function' ? Reflect.apply(says, window, []) === true : null;
}
