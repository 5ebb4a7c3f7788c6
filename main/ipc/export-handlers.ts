import type { ExportHandlers } from '../../src/contract/export-calls.ts';
import type { ExportService } from '../services/export-service.ts';

/** The calls about exports. */
export function createExportHandlers(exports: ExportService): ExportHandlers {
  return {
    'export.new-passphrase': () => {
      const { passphraseId, words } = exports.newPassphrase();
      return { passphraseId, words: [...words] };
    },
    'export.begin': async (request) => ({ exportId: await exports.begin(request) }),
    'export.cancel': ({ exportId }) => {
      exports.cancel(exportId);
      return {};
    },
    'export.status': () => exports.status,
  };
}
