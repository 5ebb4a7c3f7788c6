import { describe, expect, it } from 'vitest';
import { saveByDialog } from '../../../renderer/platform/save-by-dialog.ts';
import { limits } from '../../../src/contract/limits.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';
import { testId } from '../../support/fake-ids.ts';

const downloadId = testId(1);

/** A main side that takes a file, and what it got. */
function taking() {
  const parts: Uint8Array[] = [];
  const ipc = new FakeIpc({
    'download.begin': () => ({ downloadId }),
    'download.append': ({ index, bytes }) => {
      parts[index] = decodeChecked(bytes);
      return {};
    },
    'download.finish': () => ({}),
    'download.cancel': () => ({}),
  });
  return { ipc, parts };
}

describe('saving by the system’s dialog', () => {
  it('hands over the whole file, in parts', async () => {
    const { ipc, parts } = taking();
    const bytes = Uint8Array.from({ length: 2 * limits.filePartBytes + 5 }, (_, index) => index);
    expect(await saveByDialog(ipc)('a.pdf', bytes)).toBe(true);
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
    expect(ipc.calls[0]).toEqual({
      name: 'download.begin',
      input: { name: 'a.pdf', sizeBytes: bytes.length },
    });
    expect(ipc.names.slice(1)).toEqual([
      ...Array.from({ length: 3 }, () => 'download.append'),
      'download.finish',
    ]);
  });

  it('hands over nothing when the person changes their mind', async () => {
    const { ipc } = taking();
    ipc.answers['download.begin'] = () => ({ downloadId: null });
    expect(await saveByDialog(ipc)('a.pdf', new Uint8Array(3))).toBe(false);
    expect(ipc.names).toEqual(['download.begin']);
  });

  it('takes back what it began when a part does not arrive', async () => {
    const { ipc } = taking();
    ipc.answers['download.append'] = () => {
      throw new AppError('disk-full');
    };
    const saved = saveByDialog(ipc)('a.pdf', new Uint8Array(3));
    await expect(saved).rejects.toMatchObject({ code: 'disk-full' });
    expect(ipc.names.at(-1)).toBe('download.cancel');
  });
});
