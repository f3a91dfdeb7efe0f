import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = resolve(import.meta.dirname, '..');

/** Everything is bundled, so that a package holds few files; what has a native part is left to load at run time. */
const leftOutside = [
  'electron',
  /^node:/,
  /^koffi(\/|$)/,
  /^@photostructure\/sqlite(\/|$)/,
  /^@parcel\/watcher(\/|$)/,
  // 5 MB that only one process loads, and only when a query is to be read.
  /^@kusto\/language-service-next(\/|$)/,
  // An optional native part of dbus-next, which does without it.
  'usocket',
  // Loaded by dbus-next only where the session bus is to be found through an X server.
  'x11',
];

/** The oldest runtime that the code runs on: Electron 33 with Node 20.18 and Chromium 130. */
const oldest = { node: 'node20.18', chrome: 'chrome130' };

/** `electron-vite build` builds all three parts; the mode `main`, `preload` or `renderer` builds that part alone. */
export default defineConfig(({ mode }) => {
  const parts = {
    main: {
      build: {
        outDir: resolve(root, 'out/main'),
        target: oldest.node,
        externalizeDeps: false,
        rolldownOptions: {
          input: {
            index: resolve(root, 'electron/main/index.ts'),
            engine: resolve(root, 'electron/engine/rpc/process.ts'),
            'files-worker': resolve(root, 'electron/engine/collectors/files/worker/worker.ts'),
            kql: resolve(root, 'electron/engine/query/kql/process.ts'),
            cli: resolve(root, 'electron/cli/index.ts'),
          },
          external: leftOutside,
          output: {
            format: 'es' as const,
            entryFileNames: '[name].js',
            // Beside the entries, so that `new URL('./files-worker.js', import.meta.url)` holds in shared code too.
            chunkFileNames: 'shared-[name]-[hash].js',
          },
        },
      },
    },
    preload: {
      build: {
        outDir: resolve(root, 'out/preload'),
        target: oldest.node,
        externalizeDeps: false,
        rolldownOptions: {
          input: { index: resolve(root, 'electron/preload/index.ts') },
          external: ['electron'],
          // A sandboxed preload must be one CommonJS file; the ending says so inside a package of ES modules.
          output: { format: 'cjs' as const, entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    },
    renderer: {
      root: resolve(root, 'renderer'),
      base: './',
      plugins: [react()],
      build: {
        outDir: resolve(root, 'out/renderer'),
        emptyOutDir: true,
        target: oldest.chrome,
        modulePreload: false,
        // A content security policy without `data:` loads fonts and pictures from files only.
        assetsInlineLimit: 0,
        rolldownOptions: { input: resolve(root, 'renderer/index.html') },
      },
    },
  };
  return mode === 'main' || mode === 'preload' || mode === 'renderer' ? { [mode]: parts[mode] } : parts;
});
