import { markup, Markup, type Insert } from './markup.ts';
import { exportWords } from './export-words.ts';

/** How the pages look: on a screen in light and dark, and on paper. */
export const pageStyle = `
:root { color-scheme: light dark; --text: #1d2422; --quiet: #55605c; --line: #d5dcd9; --card: #f6f8f7; --know: #7a4b00; --ground: #ffffff; --link: #0b5a57; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6ecea; --quiet: #a5b1ad; --line: #3a4441; --card: #1f2624; --know: #f0c37a; --ground: #161b1a; --link: #7fd0c9; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 46rem; color: var(--text); background: var(--ground); font: 1rem/1.55 system-ui, sans-serif; }
h1 { margin: 0 0 0.25rem; font-size: 1.75rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 2.5rem 0 0.75rem; font-size: 1.375rem; }
h3 { margin: 0; font-size: 1.0625rem; }
p { margin: 0.5rem 0; }
a { color: var(--link); }
article { margin: 0.75rem 0; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--card); }
.quiet { color: var(--quiet); font-size: 0.875rem; }
.know { color: var(--know); font-weight: 600; }
.text { margin: 0.75rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.added { margin-top: 1rem; padding-top: 0.75rem; border-top: 1px solid var(--line); }
.name { overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; }
th, td { padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
@media print {
  :root { color-scheme: light; --text: #000000; --quiet: #333333; --line: #999999; --card: #ffffff; --know: #000000; --ground: #ffffff; --link: #000000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  article { break-inside: avoid-page; }
}
`;

/** SHA-256 of the style, base64: the one thing that the pages' policy allows. A test computes it anew. */
const styleHash = 'dt29mDE7xmwyGW7pAi1U/sgezUd77Vm6M3NES0EBGus=';

/**
 * A page that stands alone: it loads nothing, runs nothing, and may not send anything anywhere, whatever somebody typed
 * into what it shows.
 */
export function pageShell(page: { readonly title: string; readonly body: Insert }): string {
  // Not called `html`: a formatter would add blanks to the style, and its hash would be another.
  const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;
  return markup`<!doctype html>
    <html lang="${exportWords.lang}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title}</title>
        <style>${new Markup(pageStyle)}</style>
      </head>
      <body>
        ${page.body}
      </body>
    </html>
`.text;
}
