import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'tools/*/command.ts',
    // Started by path, inside a session with a Secret Service.
    'tools/demo/run-demo.ts',
    // Started by path, not imported.
    'tools/build/build-part.ts',
    // Put in place of another module by vite/clear-media.ts.
    'tools/clear-media/no-transforms.ts',
    // The same by vite/slim-toolbar.ts.
    'vite/bar-focus.ts',
    'tools/setup/provide.ts',
    'tools/test/tally-reporter.ts',
    // Named by its page's markup.
    'tools/bench/join/floor/floor-page.ts',
    'tools/bench/e2ee/call/call-page.ts',
    'tools/bench/e2ee/workers/workers-page.ts',
    // Bundled by path, into packages that are measured.
    'tools/bench/start/watched/{bare-window,watch-start}.ts',
    'main/index.ts',
    'main/guest-index.ts',
    'main/start/checked-start.ts',
    'main/preload/*.ts',
    // Started as threads, by path.
    'main/platform/passphrase-worker.ts',
    'main/worker/main-side-worker.ts',
    'renderer/*/entry.tsx',
    // Reached by their address, not imported.
    'renderer/media/worker/entry.ts',
    'tools/bench/e2ee/**/*-worker.ts',
    // Started by path, and put in place of the product's.
    'tools/bench/vault/workload/workload-process.ts',
    'tools/bench/vault/ciphers/{open-other-database,other-file}.ts',
    'tools/bench/e2ee/workers/frames/frame-driver.ts',
    'test/**/*.test.{ts,tsx}',
    'test/**/fixtures/*.{ts,mjs}',
  ],
  project: ['{src,main,renderer,server,tools,test,vite}/**/*.{ts,tsx,mjs}'],
  // The shapes in a module's public signatures are exported, whether or not somebody names them today.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // Only inside Electron.
  ignoreDependencies: ['original-fs'],
  // Programs of the system, which set-up provides.
  ignoreBinaries: [
    'dbus-send',
    'flock',
    'ip',
    'mkfifo',
    'mount',
    'openssl',
    'script',
    'setpriv',
    'strace',
    'unshare',
  ],
};

export default config;
