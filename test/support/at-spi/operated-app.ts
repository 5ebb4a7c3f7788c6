import type { ElectronFixture } from '../electron-fixture.ts';
import { lookAt, type Pixel } from '../screen-picture.ts';
import { newHome, startAsPerson, type StartedApp } from '../started-app.ts';
import { closeWindows } from '../x11/close-windows.ts';
import { startAccessibilityBus, type AccessibilityBus } from './accessibility-bus.ts';
import type { BusTarget } from './bus-client.ts';
import { AccessibleWindow } from './accessible-window.ts';

/** What Debian sets in every session once a screen reader can be had there; Chromium then shows it its windows. */
const forReaders = { QT_ACCESSIBILITY: '1' };
/** All three are switches that the packages take. */
const switches = [
  // The words that tests look for.
  '--lang=en-GB',
  // Chromium's own picture and beep.
  '--use-fake-device-for-media-stream',
  // Without it Chromium shows readers its window, and nothing of the page.
  '--force-renderer-accessibility',
];

/** A shipped app on a desktop of its own, operated as by a screen reader. */
export class OperatedApp {
  readonly window: AccessibleWindow;
  readonly home: string;
  readonly #fixture: ElectronFixture;
  readonly #bus: AccessibilityBus;
  /** Every start of it, the last one last. */
  readonly #starts: StartedApp[];

  private constructor(
    fixture: ElectronFixture,
    bus: AccessibilityBus,
    home: string,
    started: StartedApp,
  ) {
    this.#fixture = fixture;
    this.#bus = bus;
    this.home = home;
    this.#starts = [started];
    this.window = new AccessibleWindow(bus.client);
  }

  /** Starts the fixture's app. `args`: what the system adds, such as a link. */
  static async start(fixture: ElectronFixture, args: readonly string[] = []): Promise<OperatedApp> {
    const bus = await startAccessibilityBus(fixture.desktop, fixture.user);
    const home = newHome(fixture);
    const started = startIn(fixture, home, args);
    return new OperatedApp(fixture, bus, home, started);
  }

  /** Starts the app once more where it ran before, after it ended. */
  startAgain(): void {
    this.#starts.push(startIn(this.#fixture, this.home, []));
  }

  /** What the app wrote to its error output so far. */
  output(): string {
    return this.#starts.map((one) => one.output()).join('');
  }

  /** The points of the screen where something is. */
  async look(at: BusTarget): Promise<readonly Pixel[]> {
    const { screenFile } = this.#fixture.desktop;
    if (screenFile === null) throw new Error('the screen cannot be looked at');
    return lookAt(screenFile, await this.window.extents(at));
  }

  /** Closes the app's window as by the cross in its frame. @returns the exit code of the app, which ends with its window */
  async closeWindow(): Promise<number | null> {
    const told = await closeWindows(this.#fixture.desktop.env['DISPLAY'] ?? '');
    if (told !== 1) throw new Error(`windows that can be closed: ${told}`);
    const codes = await Promise.all(this.#starts.map(({ exited }) => exited));
    return codes.at(-1) ?? null;
  }

  async close(): Promise<void> {
    for (const { child, exited } of this.#starts) {
      if (child.exitCode === null) {
        child.kill('SIGKILL');
        await exited;
      }
    }
    await this.#bus.close();
  }
}

function startIn(fixture: ElectronFixture, home: string, args: readonly string[]): StartedApp {
  return startAsPerson(fixture, [...switches, ...args], home, forReaders);
}
