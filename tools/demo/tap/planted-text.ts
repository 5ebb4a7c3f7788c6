/** How often `text` stands in `bytes`: as UTF-8, as UTF-16 of either order, and inside base64 of either alphabet. */
export function countText(bytes: Uint8Array, text: string): number {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return formsOf(text).reduce((sum, form) => sum + countIn(content, form), 0);
}

function formsOf(text: string): readonly Buffer[] {
  const utf8 = Buffer.from(text, 'utf8');
  const utf16 = Buffer.from(text, 'utf16le');
  const plain = [utf8, utf16, Buffer.from(utf16).swap16()];
  const encoded = plain.flatMap((form) => [0, 1, 2].map((shift) => innerBase64(form, shift)));
  const alphabets = encoded.flatMap((form) => [
    form,
    form.replaceAll('+', '-').replaceAll('/', '_'),
  ]);
  return [...plain, ...[...new Set(alphabets)].map((form) => Buffer.from(form, 'latin1'))];
}

/** The characters of `bytes` in base64 that do not depend on what stands before and behind, at one of three offsets. */
function innerBase64(bytes: Buffer, shift: number): string {
  const before = Buffer.alloc(shift);
  const characters = Buffer.concat([before, bytes]).toString('base64').replaceAll('=', '');
  const wholeBits = 8 * (shift + bytes.length);
  return characters.slice(Math.ceil((8 * shift) / 6), Math.floor(wholeBits / 6));
}

function countIn(content: Buffer, form: Buffer): number {
  let count = 0;
  for (let at = content.indexOf(form); at >= 0; at = content.indexOf(form, at + 1)) count += 1;
  return count;
}
