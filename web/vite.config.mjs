// Bundles the page's own code into one classic script and one style sheet under build/web.
// The core, the samples and the two pages are put together by tools/build-site.mjs.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: here('../build/web'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    cssCodeSplit: false,
    lib: { entry: here('src/main.tsx'), name: 'preflightPage', formats: ['iife'], fileName: () => 'app.js', cssFileName: 'app' },
  },
});
