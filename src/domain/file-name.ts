/** What is called so when nothing of a name is left. */
const nameless = 'file';
/** The longest that every file system takes, with room for what a system puts behind it, such as ` (2)`. */
const maxBytes = 200;

/** Devices that Windows finds under these names in every folder, whatever the ending. */
const devices = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?=\.|$)/iu;

/**
 * A name that can go to the other side: one part, without control and direction characters, and not too long. The ending
 * stays as it is.
 */
export function sendableFileName(name: string): string {
  const lastPart = name.toWellFormed().normalize('NFC').split(/[/\\]/u).at(-1) ?? '';
  const clean = lastPart.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim();
  const short = shortened(clean);
  return short === '' || /^\.{1,2}$/u.test(short) ? nameless : short;
}

/**
 * A name to offer for saving what somebody else has named: as above, and nothing that a system hides (a dot in front),
 * takes for something else, or cannot have. The ending stays as it is: what it is, is for the person to see. It is the only
 * one, too: a system that hides endings shows "photo.jpg.exe" as a picture.
 */
export function savableFileName(name: string): string {
  const visible = sendableFileName(name)
    .replace(/[<>:"|?*]/gu, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[.\s]+/u, '')
    .replace(/[.\s]+$/u, '');
  if (visible === '') return nameless;
  const safe = withOneEnding(visible);
  return devices.test(safe) ? `_${safe}` : safe;
}

/** Every dot but that of the ending, and whatever looks like one, becomes a line; `.tar.gz` and its kin stay. */
function withOneEnding(name: string): string {
  const ending = /(?:\.tar)?\.[^.\s]+$/iu.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - ending.length).trimEnd();
  return stem.replace(/[.\u2024\u3002\uFE52\uFF0E\uFF61]/gu, '_') + ending;
}

/** Shortens before the ending, by whole characters. */
function shortened(name: string): string {
  if (sizeOf(name) <= maxBytes) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && sizeOf(name.slice(dot)) <= 20 ? name.slice(dot) : '';
  let short = '';
  for (const character of name.slice(0, name.length - ending.length)) {
    if (sizeOf(short + character + ending) > maxBytes) break;
    short += character;
  }
  return (short + ending).trim();
}

function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
