import type { ElectronFixture } from '../electron-fixture.ts';
import { newHome, startAsPerson, type StartedApp } from '../started-app.ts';
import { startAccessibilityBus, type AccessibilityBus } from './accessibility-bus.ts';
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
  readonly #bus: AccessibilityBus;
  readonly #started: StartedApp;

  private constructor(bus: AccessibilityBus, started: StartedApp) {
    this.#bus = bus;
    this.#started = started;
    this.window = new AccessibleWindow(bus.client);
  }

  /** Starts the fixture's app. `args`: what the system adds, such as a link. */
  static async start(fixture: ElectronFixture, args: readonly string[] = []): Promise<OperatedApp> {
    const bus = await startAccessibilityBus(fixture.desktop, fixture.user);
    const home = newHome(fixture);
    const started = startAsPerson(fixture, [...switches, ...args], home, forReaders);
    return new OperatedApp(bus, started);
  }

  async close(): Promise<void> {
    const { child, exited } = this.#started;
    if (child.exitCode === null) {
      child.kill('SIGKILL');
      await exited;
    }
    await this.#bus.close();
  }
}
