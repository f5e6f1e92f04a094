import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

/** They carry an addon for the processor, which stays where npm put it. */
const withAddons = ['better-sqlite3', '@serialport/bindings-cpp', 'node-hid', 'koffi', 'onoff'];

/** What the framework and the MQTT client would load for uses that this program does not make of them. */
const unreached = [
  '@fastify/ajv-compiler',
  '@fastify/fast-json-stringify-compiler',
  'light-my-request',
  'socks',
  'ws',
];

/**
 * One character beyond Latin-1 makes V8 keep a whole file with two bytes for every character. The few there
 * are stand in string and regular expression literals, where an escape means the same.
 */
const latinOnly: Plugin = {
  name: 'latin-only',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk') file.code = file.code.replaceAll(/[\u0100-\uffff]/g, escapeOf);
    }
  },
};

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * The program in few files: a start reads and compiles a tenth of what the packages hold, and each command
 * loads its own part. Names stay as they were written, and the maps lead a stack trace back to the sources.
 */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  publicDir: false,
  plugins: [latinOnly],
  ssr: {
    noExternal: true,
    external: [...withAddons, ...unreached],
    resolve: { conditions: ['source', 'module', 'node', 'production'] },
  },
  build: {
    ssr: 'src/cli/latchkey.ts',
    outDir: 'dist/program',
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    rolldownOptions: {
      output: {
        sourcemapExcludeSources: true,
        minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
      },
    },
  },
});
