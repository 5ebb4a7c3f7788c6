import { z } from './zod.ts';

// Apart from the shapes of media: the media worker needs nothing else of them.

/** What is sent: decides the tile it belongs to, and later the key context (e2ee.md, Frames). */
export const mediaSource = z.enum(['audio', 'camera', 'screen', 'screen-audio']);
