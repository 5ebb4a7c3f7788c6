import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { formatAppLink, parseAppLink, parseInviteLink } from '../../src/crypto/invite.ts';
import { usualDataFolder } from '../start/data-folder.ts';

const folderName = 'quietroom-guest-from-source';

/** Why the app is not opened. */
export type GuestProblem = 'no-link' | 'not-a-link' | 'bad-usage';

export type GuestOptions =
  | {
      readonly outcome: 'ready';
      /** The invite in the form that the app takes from the system. */
      readonly link: string;
      /** Where Electron keeps what it needs itself, and knows by that the app runs already. */
      readonly dataFolder: string;
    }
  | { readonly outcome: GuestProblem };

/** Reads what follows `npm run guest --`: an invite in either of its forms, and `--data FOLDER`. */
export function readGuestOptions(
  args: readonly string[],
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): GuestOptions {
  const given = parse(args);
  if (!given || given.links.length > 1) return { outcome: 'bad-usage' };
  const [text] = given.links;
  if (text === undefined) return { outcome: 'no-link' };
  const link = readLink(text);
  if (link === null) return { outcome: 'not-a-link' };
  const { data } = given;
  const dataFolder =
    data === undefined ? usualDataFolder(folderName, platform, env) : resolve(data);
  return { outcome: 'ready', link, dataFolder };
}

const usage = `usage: npm run guest -- LINK [--data FOLDER]
LINK is an invite, as the therapist's window shows it:
  https://SERVER/j/ROOM#…  or  quietroom://join/SERVER/ROOM#…
or - to read it from the standard input: npm keeps a log of its command lines.`;

/** What is said of each problem. Never what was given: a link is a secret. */
export const guestProblemWords: Readonly<Record<GuestProblem, string>> = {
  'no-link': `There is no invite to open.\n${usage}`,
  'not-a-link': `That is no invite, or not a whole one: links lose their end when they are copied from some programs.\n${usage}`,
  'bad-usage': usage,
};

function parse(
  args: readonly string[],
): { readonly links: readonly string[]; readonly data: string | undefined } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { data: { type: 'string' } },
      allowPositionals: true,
    });
    return { links: positionals, data: values.data };
  } catch {
    return null;
  }
}

function readLink(text: string): string | null {
  const invite = parseAppLink(text) ?? parseInviteLink(text);
  if (!invite) return null;
  const link = formatAppLink(invite);
  invite.secret.wipe();
  return link;
}
