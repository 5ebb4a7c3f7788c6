import type {
  ClientRecord,
  RecordFile,
  RecordNote,
  RecordSession,
  RecordSlip,
} from '../../contract/client-record.ts';
import { exportWords as words } from './export-words.ts';
import { timeWriter, type WriteTime } from './export-times.ts';
import { markup, type Markup } from './markup.ts';
import { cardPart } from './card-part.ts';
import { pageShell } from './page-shell.ts';

/** The record for people: one page, to be read on a screen or printed. */
export function recordPage(record: ClientRecord): string {
  const time = timeWriter(record.timeZone);
  return pageShell({
    title: words.title,
    body: markup`<header>
        <p class="quiet">${words.for}</p>
        <h1>${isolated(record.client.pseudonym)}</h1>
        <p class="quiet">
          ${words.addedAt(time(record.client.addedAt))}
          ${words.madeAt(time(record.madeAt), record.timeZone)}
        </p>
        <p>${words.what}</p>
        ${record.agreedPhrase === null ? null : markup`<p>${words.phrase}: ${isolated(record.agreedPhrase)}</p>`}
        ${record.treatment && treatmentLine(record.treatment, time)}
      </header>
      ${damaged(record.damaged, time)} ${leftOut(record.leftOut)} ${cardPart(record.sealedCard, time)} ${notes(record, time)} ${sessions(record.sessions, time)}
      ${files(record.files, time)} ${slips(record, time)}`,
  });
}

function treatmentLine(
  { endedAt, adultInYear }: NonNullable<ClientRecord['treatment']>,
  time: WriteTime,
): Markup {
  const { treatment } = words;
  return markup`<p>
    ${treatment.ended(time(endedAt))}
    ${adultInYear === null ? null : treatment.adultIn(String(adultInYear))}
  </p>`;
}

/** Typed by somebody: its own direction of writing changes nothing around it. */
function isolated(text: string): Markup {
  return markup`<bdi>${text}</bdi>`;
}

/** Several lines that somebody wrote. */
export function writtenText(text: string): Markup {
  return markup`<div class="text" dir="auto">${text}</div>`;
}

function damaged(damage: ClientRecord['damaged'], time: WriteTime): Markup | null {
  if (!damage) return null;
  const { damaged: said } = words;
  const lines = [
    ...damage.notes.map(({ createdAt, part }) =>
      said.note[part](createdAt === null ? said.unknownDay : time(createdAt)),
    ),
    ...damage.files.map(({ name, storedAt }) =>
      said.file(name ?? said.unknownName, storedAt === null ? said.unknownDay : time(storedAt)),
    ),
    ...damage.card.map((field) => said.card[field]),
    ...(damage.others > 0 ? [said.others(damage.others)] : []),
    ...(damage.mayBeMore ? [said.mayBeMore] : []),
  ];
  return markup`<section>
    <h2>${said.title}</h2>
    <p class="know">${said.says}</p>
    ${
      lines.length === 0
        ? markup`<p>${said.nothing}</p>`
        : markup`<ul>
          ${lines.map((line) => markup`<li>${isolated(line)}</li>`)}
        </ul>`
    }
  </section>`;
}

function leftOut(left: ClientRecord['leftOut']): Markup | null {
  if (!left) return null;
  const what = [
    ...(left.notes > 0 ? [words.leftOut.notes(left.notes)] : []),
    ...(left.files > 0 ? [words.leftOut.files(left.files)] : []),
  ].join(words.leftOut.and);
  return markup`<section>
    <h2>${words.leftOut.title}</h2>
    <p class="know">${words.leftOut.says(what)}</p>
    <p>${words.leftOut.reason}</p>
    ${writtenText(left.reason)}
  </section>`;
}

function notes(record: ClientRecord, time: WriteTime): Markup {
  const began = new Map(record.sessions.map(({ id, startedAt }) => [id, startedAt]));
  return section(
    words.notes.title,
    words.notes.none,
    record.notes.map((note) => {
      const startedAt = note.sessionId === null ? undefined : began.get(note.sessionId);
      return markup`<article>
        <h3>${words.notes.of(time(note.createdAt))}</h3>
        <p class="quiet">
          ${words.notes.savedAt(time(note.savedAt))}
          ${startedAt === undefined ? null : words.notes.inSession(time(startedAt))}
        </p>
        ${note.text === '' ? markup`<p class="quiet">${noText(record, note)}</p>` : writtenText(note.text)}
        ${note.signature && signature(note.signature, time)} ${amendments(note, time)}
        ${note.versions === null ? null : markup`<p class="quiet"><a href="${pageOf(note.versions)}">${words.notes.versions}</a></p>`}
      </article>`;
    }),
  );
}

/** What stands where a note has no text: it never had any, or it was lost. */
function noText({ damaged: damage }: ClientRecord, { id }: RecordNote): string {
  const isLost = damage?.notes.some((lost) => lost.id === id && lost.part === 'text') ?? false;
  return isLost ? words.notes.lost : words.notes.empty;
}

/** The page beside a file of versions. */
export function pageOf(versions: string): string {
  return versions.replace(/\.json$/u, '.html');
}

function signature(
  { signedAt, holds }: NonNullable<RecordNote['signature']>,
  time: WriteTime,
): Markup {
  return holds
    ? markup`<p class="quiet">${words.notes.signedAt(time(signedAt))}</p>`
    : markup`<p class="know">${words.notes.broken(time(signedAt))}</p>`;
}

function amendments(note: RecordNote, time: WriteTime): readonly Markup[] {
  return note.amendments.map(
    (added) =>
      markup`<div class="added">
        <p class="quiet">${words.notes.amended(added.number, time(added.signedAt))}</p>
        ${writtenText(added.text)} ${added.holds ? null : signature(added, time)}
      </div>`,
  );
}

function sessions(list: readonly RecordSession[], time: WriteTime): Markup {
  const { sessions: said } = words;
  return table(
    said.title,
    said.none,
    said.columns,
    list.map(
      (session) =>
        markup`<tr>
          <td>${time(session.startedAt)}</td>
          <td>${session.endedAt === null ? said.running : time(session.endedAt)}</td>
          <td class="name">${session.server}</td>
          <td>
            ${session.devices.map(device)}${session.unsealed.map(
              ({ from, to }) =>
                markup`<div class="know">${said.unsealed(time(from), time(to))}</div>`,
            )}${session.invites.map(
              ({ state, expiresAt }) => markup`<div>${said.invite[state](time(expiresAt))}</div>`,
            )}
          </td>
        </tr>`,
    ),
  );
}

/** The start of a key is enough to tell whether two sessions were with the same device. */
function device({ key, app, words: verdict }: RecordSession['devices'][number]): Markup {
  const { sessions: said } = words;
  return markup`<div>
    ${said.app[app]} ${said.device(key.slice(0, 8))}: ${said.words[verdict ?? 'none']}
  </div>`;
}

function files(list: readonly RecordFile[], time: WriteTime): Markup {
  return table(
    words.files.title,
    words.files.none,
    words.files.columns,
    list.map(
      ({ name, sizeBytes, storedAt, file }) =>
        markup`<tr>
          <td class="name">${isolated(name)}</td>
          <td>${sizeInWords(sizeBytes)}</td>
          <td>${time(storedAt)}</td>
          <td><a href="${file}">${file}</a></td>
        </tr>`,
    ),
  );
}

function slips({ slips: list, sessions: all }: ClientRecord, time: WriteTime): Markup {
  const began = new Map(all.map(({ id, startedAt }) => [id, startedAt]));
  return table(
    words.slips.title,
    words.slips.none,
    words.slips.columns,
    list.map((slip: RecordSlip) => {
      const startedAt = began.get(slip.sessionId);
      return markup`<tr>
        <td>${startedAt === undefined ? null : time(startedAt)}</td>
        <td>${time(slip.keptAt)}</td>
        <td>
          ${slip.holds ? words.slips.holds : markup`<span class="know">${words.slips.broken}</span>`}
        </td>
        <td><a href="${slip.file}">${slip.file}</a></td>
      </tr>`;
    }),
  );
}

function section(title: string, none: string, articles: readonly Markup[]): Markup {
  return markup`<section>
    <h2>${title}</h2>
    ${articles.length === 0 ? markup`<p class="quiet">${none}</p>` : articles}
  </section>`;
}

function table(
  title: string,
  none: string,
  columns: readonly string[],
  rows: readonly Markup[],
): Markup {
  if (rows.length === 0) return section(title, none, []);
  const heads = columns.map((column) => markup`<th scope="col">${column}</th>`);
  return section(title, none, [
    markup`<table>
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`,
  ]);
}

function sizeInWords(sizeBytes: number): string {
  const isSmall = sizeBytes < 1024 * 1024;
  const value = isSmall ? Math.ceil(sizeBytes / 1024) : sizeBytes / (1024 * 1024);
  return new Intl.NumberFormat(words.locale, {
    style: 'unit',
    unit: isSmall ? 'kilobyte' : 'megabyte',
    maximumFractionDigits: 1,
  }).format(value);
}
