import { z } from 'zod';
import { text } from 'node:stream/consumers';
import { countMarker } from './marker-scan.ts';

// A process of its own for one search. Whoever closes any descriptor of a file drops every lock that his process holds
// on it (POSIX): a search by the process in which the vault is open would take away SQLite's lock.

const order = z.strictObject({
  marker: z.string().min(1),
  folders: z.array(z.string()),
  pids: z.array(z.int()),
});

const { marker, folders, pids } = order.parse(JSON.parse(await text(process.stdin)));
console.log(countMarker(marker, folders, pids));
