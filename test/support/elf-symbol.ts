const dynamicSymbols = 11;
const sectionHeaderBytes = 64;
const symbolBytes = 24;

interface Section {
  readonly type: number;
  readonly addressOf: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
}

/**
 * Where in a 64-bit little-endian ELF library the code of an exported function lies.
 * @returns null when it is no such file or exports no such function
 */
export function findElfFunction(file: Buffer, name: string): number | null {
  if (file.toString('latin1', 0, 6) !== '\x7fELF\x02\x01') return null;
  const sections = readSections(file);
  for (const table of sections.filter(({ type }) => type === dynamicSymbols)) {
    const strings = sections[table.link];
    if (!strings) continue;
    for (let at = table.offset; at < table.offset + table.size; at += symbolBytes) {
      const nameAt = strings.offset + file.readUInt32LE(at);
      if (file.toString('latin1', nameAt, file.indexOf(0, nameAt)) !== name) continue;
      return offsetOf(Number(file.readBigUInt64LE(at + 8)), sections);
    }
  }
  return null;
}

function readSections(file: Buffer): readonly Section[] {
  const start = Number(file.readBigUInt64LE(0x28));
  const count = file.readUInt16LE(0x3c);
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * sectionHeaderBytes;
    return {
      type: file.readUInt32LE(at + 4),
      addressOf: Number(file.readBigUInt64LE(at + 0x10)),
      offset: Number(file.readBigUInt64LE(at + 0x18)),
      size: Number(file.readBigUInt64LE(at + 0x20)),
      link: file.readUInt32LE(at + 0x28),
    };
  });
}

function offsetOf(address: number, sections: readonly Section[]): number | null {
  const section = sections.find(
    ({ addressOf, size }) => address >= addressOf && address < addressOf + size,
  );
  return section ? address - section.addressOf + section.offset : null;
}
