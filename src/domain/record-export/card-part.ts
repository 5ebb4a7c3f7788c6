import type { ClientRecord } from '../../contract/client-record.ts';
import type { WriteTime } from './export-times.ts';
import { exportWords } from './export-words.ts';
import { markup, type Markup } from './markup.ts';

type SealedCard = NonNullable<ClientRecord['sealedCard']>;
type OpenedCard = Extract<SealedCard, { leftOut: false }>;

const { card: words } = exportWords;

/** The sealed card, or that it was left out; null where there is none. */
export function cardPart(card: SealedCard | null, time: WriteTime): Markup | null {
  if (!card) return null;
  return markup`<section>
    <h2>${words.title}</h2>
    ${card.leftOut ? markup`<p class="know">${words.leftOut}</p>` : opened(card, time)}
  </section>`;
}

function opened({ fields, openings }: OpenedCard, time: WriteTime): Markup {
  return markup`<p class="quiet">${words.what}</p>
    ${fields.length === 0 ? markup`<p class="quiet">${words.none}</p>` : table(fields, time)}
    <h3>${words.openings}</h3>
    ${openings.map(
      ({ number, openedAt, reason }) => markup`<div class="added">
        <p class="quiet">${words.opened(number, time(openedAt))}</p>
        ${written(reason)}
      </div>`,
    )}`;
}

function table(fields: OpenedCard['fields'], time: WriteTime): Markup {
  return markup`<table>
    <thead>
      <tr>
        ${words.columns.map((column) => markup`<th scope="col">${column}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${fields.map(
        ({ field, text, writtenAt }) => markup`<tr>
          <td>${words.field[field]}</td>
          <td>${time(writtenAt)}</td>
          <td>${written(text)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

function written(text: string | null): Markup {
  if (text === null) return markup`<span class="know">${words.unreadable}</span>`;
  return markup`<div class="text" dir="auto">${text}</div>`;
}
