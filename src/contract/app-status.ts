import { z } from './zod.ts';
import { text } from './schema.ts';

const version = text(64);

/** What a main side says about itself, whichever app it is of. */
export const appStatus = z.strictObject({
  protocol: z.int(),
  /** The shell that runs the main side. `preview` has no capture shield and no sealed window, and says so. */
  host: z.enum(['electron', 'preview']),
  versions: z.strictObject({
    app: version,
    node: version,
    chromium: z.nullable(version),
    electron: z.nullable(version),
  }),
});

export type AppStatus = z.output<typeof appStatus>;
