import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What set-up needs to know of the installed npm package `mediasoup`. */
export interface MediasoupPackage {
  readonly version: string;
  /** Page of the source repository, below which the official prebuilt workers lie. */
  readonly repositoryUrl: string;
  /** Folder of the worker's C++ source. */
  readonly workerSource: string;
}

const packageFile = z.object({
  version: z.string().regex(/^\d+\.\d+\.\d+$/u),
  repository: z.object({ url: z.string() }),
});

export function readMediasoupPackage(root: string): MediasoupPackage {
  const folder = join(root, 'node_modules/mediasoup');
  const json: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { version, repository } = packageFile.parse(json);
  return {
    version,
    repositoryUrl: repository.url.replace(/^git\+/u, '').replace(/\.git$/u, ''),
    workerSource: join(folder, 'worker'),
  };
}
