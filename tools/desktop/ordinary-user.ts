import { chownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Who runs what must not run as root: Chromium keeps its sandbox only then. */
export interface OrdinaryUser {
  readonly uid: number;
  readonly gid: number;
}

/** `nobody`, when this process is root; null when it is an ordinary user itself, or the system has no such thing. */
export function ordinaryUser(): OrdinaryUser | null {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : null;
}

/** Gives a file, or a folder with everything in it, to the user. Links are not followed. */
export function giveTo(user: OrdinaryUser | null, path: string): void {
  if (!user) return;
  chownSync(path, user.uid, user.gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (!entry.isSymbolicLink()) giveTo(user, join(path, entry.name));
  }
}

/** The command that runs another one as the user, with its arguments to follow. */
export function commandAs(user: OrdinaryUser | null, command: string): readonly string[] {
  if (!user) return [command];
  const { uid, gid } = user;
  return ['setpriv', `--reuid=${String(uid)}`, `--regid=${String(gid)}`, '--clear-groups', command];
}
