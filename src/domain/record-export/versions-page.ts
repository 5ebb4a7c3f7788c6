import type { NoteVersions } from '../../contract/client-record.ts';
import { exportWords as words } from './export-words.ts';
import { timeWriter } from './export-times.ts';
import { markup } from './markup.ts';
import { pageShell } from './page-shell.ts';
import { writtenText } from './record-page.ts';

/** Every kept version of a note for people, the newest first. `createdAt`: when the note was begun. */
export function versionsPage(note: NoteVersions, createdAt: string, timeZone: string): string {
  const time = timeWriter(timeZone);
  const title = words.versions.title(time(createdAt));
  return pageShell({
    title,
    body: markup`<p><a href="../index.html">${words.versions.back}</a></p>
      <h1>${title}</h1>
      <p class="quiet">${words.versions.what}</p>
      ${note.versions.toReversed().map(
        ({ revision, savedAt, text }) =>
          markup`<article>
            <h3>${words.versions.one(revision, time(savedAt))}</h3>
            ${writtenText(text)}
          </article>`,
      )}`,
  });
}
