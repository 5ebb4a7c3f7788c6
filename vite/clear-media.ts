import { join } from 'node:path';
import type { InlineConfig, Plugin } from 'vite';

/** The one module that puts the media worker between tracks and network, and what stands in for it. */
const [sealing, clear] = [
  'renderer/media/worker-transforms.ts',
  'tools/clear-media/no-transforms.ts',
];

/**
 * A page as it is shipped, but for one module: frames pass unsealed. It exists for nothing but to show that the demo's tap
 * would see them. The product has no switch for it: the way around encryption lies outside everything that is shipped,
 * and comes in here, at build time, from the build's own configuration.
 */
export function withClearMedia(root: string, page: InlineConfig): InlineConfig {
  return { ...page, plugins: [clearMedia(root), page.plugins] };
}

function clearMedia(root: string): Plugin {
  let isReplaced = false;
  return {
    name: 'quietroom:clear-media',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      if (found?.id !== join(root, sealing)) return null;
      isReplaced = true;
      return join(root, clear);
    },
    buildEnd(error) {
      if (!error && !isReplaced) this.error(`${sealing} is not part of this page any more`);
    },
  };
}
