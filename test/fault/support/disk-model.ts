import { basename, dirname, join } from 'node:path';
import type { DiskImage } from './disk-image.ts';
import type { FileCall } from './file-calls.ts';

// A disk as POSIX promises it and no better. What was written to a file is pending until that file is synced; what happened
// to names is pending until their folder is. When the power goes, of everything that is pending anything may have reached
// the disk: in whatever order, and of a write any of its sectors of 512 bytes.

const sectorSizeBytes = 512;

type Change =
  | { readonly kind: 'write'; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'size'; readonly size: number };

interface FileNode {
  readonly kind: 'file';
  durable: Buffer;
  pending: Change[];
}

/** Names that come (with what they name) or go (null), together. */
type NameChange = ReadonlyMap<string, DiskNode | null>;

interface FolderNode {
  readonly kind: 'folder';
  readonly durable: Map<string, DiskNode>;
  pending: NameChange[];
}

type DiskNode = FileNode | FolderNode;

/** How the power goes: which of the pending things reached the disk. */
export interface PowerLoss {
  /** Whether the next pending change of names did. */
  readonly keepsNames: () => boolean;
  /** Which of `count` contents a sector has: 0 for the durable one, then those that were written since. */
  readonly pickSector: (count: number) => number;
}

/** Nothing of it, or all of it, or whatever. */
export const losses = {
  dropped: (): PowerLoss => ({ keepsNames: () => false, pickSector: () => 0 }),
  written: (): PowerLoss => ({ keepsNames: () => true, pickSector: (count) => count - 1 }),
  torn: (random: () => number): PowerLoss => ({
    keepsNames: () => random() < 0.5,
    pickSector: (count) => Math.floor(random() * count),
  }),
  /** Data in any order, while every name is there: what a journalling file system without ordered data does. */
  namesFirst: (random: () => number): PowerLoss => ({
    keepsNames: () => true,
    pickSector: (count) => Math.floor(random() * count),
  }),
} as const;

/** The disk below one folder, which exists from the beginning. */
export class DiskModel {
  readonly #root: FolderNode = folder();
  readonly #folder: string;
  readonly #open = new Map<number, { node: DiskNode; offset: number }>();

  constructor(folderPath: string) {
    this.#folder = folderPath;
  }

  apply(call: FileCall): void {
    switch (call.kind) {
      case 'open':
        this.#open.set(call.fd, { node: this.#opened(call), offset: 0 });
        break;
      case 'close':
        this.#open.delete(call.fd);
        break;
      case 'seek':
        this.#handle(call.fd).offset = call.offset;
        break;
      case 'write':
        this.#write(call.fd, call.offset, call.data);
        break;
      case 'truncate':
        this.#file(call.fd).pending.push({ kind: 'size', size: call.size });
        break;
      case 'sync':
        sync(this.#handle(call.fd).node);
        break;
      case 'rename': {
        const node = this.#find(call.from);
        if (dirname(call.from) !== dirname(call.to) || !node) throw new Error('not modelled');
        this.#rename(dirname(call.from), [
          [basename(call.from), null],
          [basename(call.to), node],
        ]);
        break;
      }
      case 'remove':
        this.#rename(dirname(call.path), [[basename(call.path), null]]);
        break;
      case 'make-folder':
        this.#rename(dirname(call.path), [[basename(call.path), folder()]]);
        break;
      case 'said':
        break;
    }
  }

  /** What the disk may hold after the power went. */
  remains(loss: PowerLoss): DiskImage {
    const image = new Map<string, Buffer | null>();
    gather(this.#root, '.', { image, loss });
    return image;
  }

  #opened({ path, creates, empties }: Extract<FileCall, { kind: 'open' }>): DiskNode {
    const node = this.#find(path) ?? (creates ? this.#create(path) : null);
    if (!node) throw new Error(`opened what is not there: ${path}`);
    if (empties && node.kind === 'file') node.pending.push({ kind: 'size', size: 0 });
    return node;
  }

  #create(path: string): FileNode {
    const node: FileNode = { kind: 'file', durable: Buffer.alloc(0), pending: [] };
    this.#rename(dirname(path), [[basename(path), node]]);
    return node;
  }

  #write(fd: number, offset: number | null, data: Buffer): void {
    const handle = this.#handle(fd);
    const at = offset ?? handle.offset;
    this.#file(fd).pending.push({ kind: 'write', offset: at, data });
    if (offset === null) handle.offset += data.length;
  }

  #rename(parent: string, names: readonly (readonly [string, DiskNode | null])[]): void {
    const node = this.#find(parent);
    if (node?.kind !== 'folder') throw new Error(`no such folder: ${parent}`);
    node.pending.push(new Map(names));
  }

  /** As the process sees it: with everything that is pending. */
  #find(path: string): DiskNode | null {
    if (path === this.#folder) return this.#root;
    const parent = this.#find(dirname(path));
    if (parent?.kind !== 'folder') return null;
    return namesOf(parent, () => true).get(basename(path)) ?? null;
  }

  #handle(fd: number): { node: DiskNode; offset: number } {
    const handle = this.#open.get(fd);
    if (!handle) throw new Error('not open');
    return handle;
  }

  #file(fd: number): FileNode {
    const { node } = this.#handle(fd);
    if (node.kind !== 'file') throw new Error('not a file');
    return node;
  }
}

function folder(): FolderNode {
  return { kind: 'folder', durable: new Map(), pending: [] };
}

function sync(node: DiskNode): void {
  if (node.kind === 'file') {
    node.durable = contentOf(node, losses.written());
  } else {
    const names = namesOf(node, () => true);
    node.durable.clear();
    for (const [name, child] of names) node.durable.set(name, child);
  }
  node.pending = [];
}

function namesOf(node: FolderNode, keeps: () => boolean): ReadonlyMap<string, DiskNode> {
  const names = new Map(node.durable);
  for (const change of node.pending) {
    if (!keeps()) continue;
    for (const [name, child] of change) {
      if (child) names.set(name, child);
      else names.delete(name);
    }
  }
  return names;
}

function contentOf(node: FileNode, { pickSector }: PowerLoss): Buffer {
  const steps = [node.durable];
  for (const change of node.pending) steps.push(changed(steps.at(-1) ?? Buffer.alloc(0), change));
  if (steps.length === 1) return node.durable;
  const size = steps[pickSector(steps.length)]?.length ?? 0;
  const content = Buffer.alloc(size);
  for (let at = 0; at < size; at += sectorSizeBytes) {
    // Only what differs counts as a content of its own: a sector that nobody wrote to is as it was.
    const sectors = differentSectors(steps, at);
    sectors[pickSector(sectors.length)]?.copy(content, at);
  }
  return content;
}

function differentSectors(steps: readonly Buffer[], at: number): readonly Buffer[] {
  const sectors: Buffer[] = [];
  for (const step of steps) {
    const sector = step.subarray(at, at + sectorSizeBytes);
    if (!sectors.at(-1)?.equals(sector)) sectors.push(sector);
  }
  return sectors;
}

function changed(content: Buffer, change: Change): Buffer {
  if (change.kind === 'size') {
    const resized = Buffer.alloc(change.size);
    content.copy(resized);
    return resized;
  }
  const next = Buffer.alloc(Math.max(content.length, change.offset + change.data.length));
  content.copy(next);
  change.data.copy(next, change.offset);
  return next;
}

function gather(
  node: FolderNode,
  path: string,
  into: { readonly image: Map<string, Buffer | null>; readonly loss: PowerLoss },
): void {
  into.image.set(path, null);
  for (const [name, child] of namesOf(node, into.loss.keepsNames)) {
    if (child.kind === 'folder') gather(child, join(path, name), into);
    else into.image.set(join(path, name), contentOf(child, into.loss));
  }
}
