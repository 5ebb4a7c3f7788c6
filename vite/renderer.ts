import { basename, join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';
import packageJson from '../package.json' with { type: 'json' };
import { onlySpokenAriaLocales } from './aria-locales.ts';
import { chromiumOnly } from './chromium-only.ts';
import { noDebugLogs } from './no-debug-logs.ts';
import { slimToolbar } from './slim-toolbar.ts';

/** The therapist's page, at `/` of `app://quietroom` (Electron) or of the preview host. */
export function therapistBuild(root: string, outDir: string): InlineConfig {
  return pageBuild(join(root, 'renderer/therapist'), outDir);
}

/** The guest's page: the server sends its `index.html` for `/j/:room`, everything else lies below `/assets/`. */
export function guestBuild(root: string, outDir: string): InlineConfig {
  return pageBuild(join(root, 'renderer/guest'), outDir);
}

/** The page of the app for clients, at `/` as the therapist's. */
export function guestAppBuild(root: string, outDir: string): InlineConfig {
  return pageBuild(join(root, 'renderer/guest-app'), outDir);
}

/** Every component and screen in every state, for looking at. Never shipped. */
export function galleryBuild(root: string, outDir: string): InlineConfig {
  return pageBuild(join(root, 'renderer/gallery'), outDir);
}

/**
 * One page as static files that a strict content security policy allows: no inline script or style, no eval, nothing
 * from elsewhere. Names carry a hash of their content, so that they may be cached for ever.
 */
export function pageBuild(pageFolder: string, outDir: string): InlineConfig {
  return {
    configFile: false,
    root: pageFolder,
    base: '/',
    publicDir: false,
    logLevel: 'warn',
    define: { __QUIETROOM_VERSION__: JSON.stringify(packageJson.version) },
    css: { modules: { generateScopedName: classNameOf } },
    plugins: [onlySpokenAriaLocales(), chromiumOnly(), slimToolbar(), noDebugLogs(), react()],
    build: {
      // The oldest Chromium inside an Electron that we start.
      target: 'chrome130',
      outDir,
      emptyOutDir: true,
      assetsDir: 'assets',
      // A data: URL would need a hole in the policy.
      assetsInlineLimit: 0,
      cssCodeSplit: false,
      // The polyfill is inline-script shaped work that Chromium does not need.
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      // What the page begins with stays in one piece, however much of it late code uses too: pieces compress worse.
      rolldownOptions: {
        output: { codeSplitting: { groups: [{ name: 'page', tags: ['$initial'] }] } },
      },
    },
  };
}

/** A class by its file and its own name: smaller once compressed than with a hash. No two files have the same name. */
function classNameOf(local: string, file: string): string {
  return `${basename(file).replace(/\.module\.css.*$/u, '')}_${local}`;
}
