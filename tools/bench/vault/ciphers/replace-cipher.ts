import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { otherModule } from './other-modules.ts';

/** For every module of this process that is loaded from now on. */
export function replaceCipher(): void {
  registerHooks({
    resolve: (specifier, context, next) => {
      const found = next(specifier, context);
      const other = pathOf(found.url) && otherModule(pathOf(found.url), pathOf(context.parentURL));
      return other ? { ...found, url: pathToFileURL(other).href } : found;
    },
  });
}

function pathOf(url: string | undefined): string {
  return url?.startsWith('file:') === true ? fileURLToPath(url) : '';
}
