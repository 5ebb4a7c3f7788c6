import type { BusClient, BusMethod, BusTarget } from './bus-client.ts';
import type { BusValue } from './bus-values.ts';

/** One thing in a window, as a screen reader finds it. */
export interface Accessible extends BusTarget {
  /** As AT-SPI names it: `push button`, `entry`, `heading`. */
  readonly role: string;
  readonly name: string;
}

/** What is looked for. */
export interface Wanted {
  readonly role: string | RegExp;
  readonly name: string | RegExp;
}

/** Where something is on the screen, in pixels. */
export interface Extents {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const root = { destination: 'org.a11y.atspi.Registry', path: '/org/a11y/atspi/accessible/root' };
const keyboard = {
  destination: 'org.a11y.atspi.Registry',
  path: '/org/a11y/atspi/registry/deviceeventcontroller',
};
const accessible = 'org.a11y.atspi.Accessible';
/** A kind of generated event: every key of a text. */
const wholeText = 4;
/** Bits of a state set: what can be used, and where the keyboard is. */
const states = { enabled: 8, focused: 12 } as const;
const patienceMs = 20_000;
/** Deep enough for every screen of ours, and an end for a tree that has none. */
const deepest = 60;

/** The windows of a desktop's apps, by roles and names alone: nothing is known here of what draws them. */
export class AccessibleWindow {
  readonly #bus: BusClient;

  constructor(bus: BusClient) {
    this.#bus = bus;
  }

  /** Everything that is there now, parents first. */
  async all(): Promise<readonly Accessible[]> {
    return this.#below(root, 0);
  }

  /** Waits until there is one. @throws Error with what there was instead */
  async find(wanted: Wanted): Promise<Accessible> {
    const giveUpAt = performance.now() + patienceMs;
    for (;;) {
      const all = await this.all();
      const found = all.find((one) => matches(one, wanted));
      if (found) return found;
      if (performance.now() > giveUpAt) {
        const there = all
          .filter(({ name }) => name !== '')
          .map(({ role, name }) => `${role}: ${name}`);
        throw new Error(
          `no ${String(wanted.role)} ${String(wanted.name)} among\n${there.join('\n')}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Presses a button once it can be pressed, as a person's tool would. */
  async press(name: string | RegExp): Promise<void> {
    const wanted = { role: /button$/u, name };
    let button = await this.find(wanted);
    await this.#until(
      async () => {
        if (await this.#is(button, 'enabled')) return true;
        button = await this.find(wanted);
        return false;
      },
      `${String(name)} can be pressed`,
    );
    await this.#bus.call(button, {
      interface: 'org.a11y.atspi.Action',
      member: 'DoAction',
      signature: 'i',
      values: [0],
    });
  }

  /** Types a text into an empty field. */
  async fill(name: string | RegExp, text: string): Promise<void> {
    const field = await this.find({ role: 'entry', name });
    await this.#bus.call(field, { interface: 'org.a11y.atspi.Component', member: 'GrabFocus' });
    await this.#until(() => this.#is(field, 'focused'), `${String(name)} has the focus`);
    // One key after another, by the server of the screen, as from a keyboard.
    await this.#bus.call(keyboard, {
      interface: 'org.a11y.atspi.DeviceEventController',
      member: 'GenerateKeyboardEvent',
      signature: 'isu',
      values: [0, text, wholeText],
    });
    await this.#until(async () => (await this.text(field)) === text, `${String(name)} is filled`);
  }

  /** The text of a field, or of anything else that has one. */
  async text(of: BusTarget): Promise<string> {
    const [text] = await this.#bus.call(of, {
      interface: 'org.a11y.atspi.Text',
      member: 'GetText',
      signature: 'ii',
      values: [0, -1],
    });
    return String(text);
  }

  /** The texts of a list, in order. */
  async listed(name: string): Promise<readonly string[]> {
    const list = await this.find({ role: 'list', name });
    const inside = await this.#below(list, 0);
    return inside.filter(({ role }) => role === 'static').map((one) => one.name);
  }

  /** Where something is now. */
  async extents(of: BusTarget): Promise<Extents> {
    const onScreen = 0;
    const [box] = await this.#bus.call(of, {
      interface: 'org.a11y.atspi.Component',
      member: 'GetExtents',
      signature: 'u',
      values: [onScreen],
    });
    const [x = 0, y = 0, width = 0, height = 0] = box as readonly number[];
    return { x, y, width, height };
  }

  async #is(of: BusTarget, state: keyof typeof states): Promise<boolean> {
    const [bits] = await this.#ask(of, { interface: accessible, member: 'GetState' });
    const [low = 0] = (bits ?? []) as readonly number[];
    return ((low >>> states[state]) & 1) === 1;
  }

  async #until(isSo: () => Promise<boolean>, what: string): Promise<void> {
    const giveUpAt = performance.now() + patienceMs;
    while (!(await isSo())) {
      if (performance.now() > giveUpAt) throw new Error(`it never came to be that ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Everything below something, in order. */
  async #below(parent: BusTarget, depth: number): Promise<readonly Accessible[]> {
    if (depth > deepest) return [];
    const [children] = await this.#ask(parent, { interface: accessible, member: 'GetChildren' });
    const targets = (children ?? []) as readonly (readonly [string, string])[];
    const lists = await Promise.all(
      targets.map(async ([destination, path]) => {
        const target = { destination, path };
        const [own, below] = await Promise.all([
          this.#read(target),
          this.#below(target, depth + 1),
        ]);
        return [own, ...below];
      }),
    );
    return lists.flat();
  }

  async #read(target: BusTarget): Promise<Accessible> {
    const [[role = ''], [name = '']] = await Promise.all([
      this.#ask(target, { interface: accessible, member: 'GetRoleName' }),
      this.#ask(target, {
        interface: 'org.freedesktop.DBus.Properties',
        member: 'Get',
        signature: 'ss',
        values: [accessible, 'Name'],
      }),
    ]);
    return { ...target, role: String(role), name: String(name) };
  }

  /** What has just gone answers nothing more, and is nothing to be found. */
  async #ask(target: BusTarget, method: BusMethod): Promise<readonly BusValue[]> {
    return this.#bus.call(target, method).catch(() => []);
  }
}

function matches(one: Accessible, { role, name }: Wanted): boolean {
  return fits(one.role, role) && fits(one.name, name);
}

function fits(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text === wanted : wanted.test(text);
}
