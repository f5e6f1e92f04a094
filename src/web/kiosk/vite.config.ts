import { defineConfig } from 'vite';

const room = new URL('.', import.meta.url).pathname;

export default defineConfig({
  root: room,
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: `${room}../../../dist/web/kiosk`,
    emptyOutDir: true,
    // Container units and `:has` are what the styles need; Chromium 108 is the first stable one with both.
    target: 'chrome108',
    // The page is served with a policy that allows no inline content: nothing may become a `data:` address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
