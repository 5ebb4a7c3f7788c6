import { dirname, resolve } from 'node:path';

/** What a process asked of the file system, in order, or said to whoever watches it. */
export type FileCall =
  | {
      readonly kind: 'open';
      readonly path: string;
      readonly fd: number;
      readonly creates: boolean;
      readonly empties: boolean;
    }
  | { readonly kind: 'close'; readonly fd: number }
  | { readonly kind: 'seek'; readonly fd: number; readonly offset: number }
  /** `offset` null: where the last one ended. */
  | {
      readonly kind: 'write';
      readonly fd: number;
      readonly offset: number | null;
      readonly data: Buffer;
    }
  | { readonly kind: 'truncate'; readonly fd: number; readonly size: number }
  | { readonly kind: 'sync'; readonly fd: number }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'make-folder'; readonly path: string }
  | { readonly kind: 'said'; readonly text: string };

/** The calls that strace shall write down: every one by which a file, or a name, changes or becomes durable. */
export const tracedCalls = [
  'openat,close,lseek,write,pwrite64,fsync,fdatasync',
  'rename,renameat,renameat2,ftruncate,unlink,unlinkat,mkdir,mkdirat,rmdir',
  // Never seen, and no call of ours: a trace with one of them is refused.
  'writev,pwritev,pwritev2,copy_file_range,sendfile,truncate,link,linkat,symlink,symlinkat,sync_file_range',
].join(',');

/**
 * Reads what strace wrote of each thread (`-ttt -xx -y`), in the order in which the calls were begun: what one thread does beside another
 * is waited for before anything is built on it. Calls that failed changed nothing and are left out.
 */
export function readTraces(threads: readonly string[]): readonly FileCall[] {
  const lines = threads.flatMap((trace) => trace.split('\n').flatMap(readLine));
  return lines.toSorted((a, b) => a.atSeconds - b.atSeconds).flatMap(({ calls }) => calls);
}

interface TracedLine {
  readonly atSeconds: number;
  readonly calls: readonly FileCall[];
}

function readLine(line: string): readonly TracedLine[] {
  const parsed = /^(\d+\.\d+) (\w+)\((.*)\)\s+= (\d+)/u.exec(line);
  if (!parsed) return [];
  const [, at = '', name = '', args = '', result = ''] = parsed;
  return [{ atSeconds: Number(at), calls: readCall(name, args, Number(result)) }];
}

function readCall(name: string, args: string, result: number): readonly FileCall[] {
  const fd = Number(/^\d+/u.exec(args)?.[0]);
  const strings = Array.from(args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/gu), ([, hex = '']) =>
    Buffer.from(hex.replaceAll('\\x', ''), 'hex'),
  );
  const [first, second] = strings;
  const lastNumber = Number(/(\d+)$/u.exec(args)?.[1]);
  switch (name) {
    case 'openat':
      return [
        {
          kind: 'open',
          path: resolve(String(first)),
          fd: result,
          creates: args.includes('O_CREAT'),
          empties: args.includes('O_TRUNC'),
        },
      ];
    case 'close':
      return [{ kind: 'close', fd }];
    case 'lseek':
      return [{ kind: 'seek', fd, offset: result }];
    case 'write':
      return writeOf(fd, first ?? Buffer.alloc(0), null, result);
    case 'pwrite64':
      return writeOf(fd, first ?? Buffer.alloc(0), lastNumber, result);
    case 'ftruncate':
      return [{ kind: 'truncate', fd, size: lastNumber }];
    case 'fsync':
    case 'fdatasync':
      return [{ kind: 'sync', fd }];
    case 'rename':
    case 'renameat':
    case 'renameat2':
      return [{ kind: 'rename', from: String(first), to: String(second) }];
    case 'unlink':
    case 'unlinkat':
    case 'rmdir':
      return [{ kind: 'remove', path: String(first) }];
    case 'mkdir':
    case 'mkdirat':
      return [{ kind: 'make-folder', path: String(first) }];
    default:
      throw new Error(`a call that is not modelled: ${name}`);
  }
}

function writeOf(
  fd: number,
  data: Buffer,
  offset: number | null,
  written: number,
): readonly FileCall[] {
  if (fd === 1) return [{ kind: 'said', text: data.toString().trimEnd() }];
  return [{ kind: 'write', fd, offset, data: data.subarray(0, written) }];
}

/** Only the calls on what lies below a folder, and what was said. */
export function callsBelow(folder: string, calls: readonly FileCall[]): readonly FileCall[] {
  const open = new Set<number>();
  const isBelow = (path: string): boolean => path === folder || path.startsWith(`${folder}/`);
  return calls.filter((call) => {
    switch (call.kind) {
      case 'open':
        if (isBelow(call.path)) open.add(call.fd);
        else open.delete(call.fd);
        return open.has(call.fd);
      case 'close':
        return open.delete(call.fd);
      case 'seek':
      case 'write':
      case 'truncate':
      case 'sync':
        return open.has(call.fd);
      case 'rename':
        return isBelow(call.from);
      case 'remove':
      case 'make-folder':
        return isBelow(call.path) && isBelow(dirname(call.path));
      case 'said':
        return true;
    }
  });
}
