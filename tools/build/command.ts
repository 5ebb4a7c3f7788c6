import { ensureBuilt } from './ensure-built.ts';

const startedAt = performance.now();
const { built, upToDate } = await ensureBuilt();
const tookMs = Math.round(performance.now() - startedAt);
for (const name of built) console.log(`built ${name}`);
for (const name of upToDate) console.log(`${name} is up to date`);
console.log(`done in ${String(tookMs)} ms`);
