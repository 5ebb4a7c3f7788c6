import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'tools/run.mjs',
    'tools/*/command.ts',
    'server/index.ts',
    'main/index.ts',
    'main/preload/*.ts',
    'renderer/*/entry.tsx',
    'test/**/*.test.{ts,tsx}',
    'test/**/fixtures/*.{ts,mjs}',
  ],
  project: ['{src,main,renderer,server,tools,test,vite}/**/*.{ts,tsx,mjs}'],
  ignoreDependencies: ['node'],
};

export default config;
