/** Everything that has a key of its own. */
export type KeyedAction =
  | 'microphone'
  | 'camera'
  | 'note'
  | 'messages'
  | 'find'
  | 'settings'
  | 'lock'
  | 'list'
  | 'away'
  | 'help';

interface Chord {
  readonly key: string;
  readonly shift: boolean;
  /** Pressed by itself: whoever needs it has one hand and no time. */
  readonly isAlone?: true;
}

/** The one place where keys are chosen. All but those that stand alone are pressed together with Control, or Command on a Mac. */
const chords: Readonly<Record<KeyedAction, Chord>> = {
  microphone: { key: 'd', shift: false },
  camera: { key: 'e', shift: false },
  note: { key: 'j', shift: false },
  messages: { key: 'i', shift: false },
  find: { key: 'k', shift: false },
  settings: { key: ',', shift: false },
  lock: { key: 'l', shift: true },
  list: { key: '/', shift: false },
  away: { key: 'f8', shift: false, isAlone: true },
  help: { key: 'f9', shift: false, isAlone: true },
};

export type Keyboard = 'mac' | 'other';

/** The parts of a keyboard event that matter here. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
}

/** What a key press asks for, among `actions`; null: nothing of ours. */
export function actionOf(
  press: KeyPress,
  actions: readonly KeyedAction[],
  keyboard: Keyboard,
): KeyedAction | null {
  const isMod =
    keyboard === 'mac' ? press.metaKey && !press.ctrlKey : press.ctrlKey && !press.metaKey;
  const isAlone = !press.metaKey && !press.ctrlKey;
  if (press.altKey || press.repeat) return null;
  const found = actions.find((action) => {
    const chord = chords[action];
    const isHeld = chord.isAlone ? isAlone : isMod;
    return isHeld && press.key.toLowerCase() === chord.key && press.shiftKey === chord.shift;
  });
  return found ?? null;
}

/** The keys of an action as `aria-keyshortcuts` names them. */
export function namedKeysOf(action: KeyedAction, keyboard: Keyboard): string {
  const { key, shift } = chords[action];
  return [
    keyboard === 'mac' ? 'Meta' : 'Control',
    ...(shift ? ['Shift'] : []),
    key.toUpperCase(),
  ].join('+');
}

/** The keys of an action as they are printed on this keyboard. */
export function keysOf(action: KeyedAction, keyboard: Keyboard): readonly string[] {
  const { key, shift, isAlone } = chords[action];
  if (isAlone) return [key.toUpperCase()];
  const mod = keyboard === 'mac' ? '⌘' : 'Ctrl';
  return [mod, ...(shift ? ['Shift'] : []), key.toUpperCase()];
}
