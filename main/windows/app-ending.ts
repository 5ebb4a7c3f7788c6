import { app } from 'electron';
import { sayAppFailed } from './ask-person.ts';

/** Exit code of an app that could not go on. */
const failedExitCode = 70;

/** How the app comes to its end: windows close first, whose pages save their last words, then everything else. */
export class AppEnding {
  #hasFailed = false;

  /** It cannot go on: what was written is saved as ever, and the person is told. */
  fail(): void {
    this.#hasFailed = true;
    app.quit();
  }

  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Everything is closed. */
  exit(): void {
    if (this.#hasFailed) sayAppFailed();
    app.exit(this.#hasFailed ? failedExitCode : 0);
  }
}
