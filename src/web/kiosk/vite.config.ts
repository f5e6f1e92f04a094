import { defineConfig } from 'vite';

const room = new URL('.', import.meta.url).pathname;

export default defineConfig({
  root: room,
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: `${room}../../../dist/web/kiosk`,
    emptyOutDir: true,
    // The browser of a cabinet is installed with it; Chromium 108 is the oldest that was ever shipped with one.
    target: 'chrome108',
    // The page is served with a policy that allows no inline content, so nothing may become a `data:` address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
