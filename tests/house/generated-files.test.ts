import { describe, expect, it } from 'vitest';
import { generatedFiles } from './generated-files.ts';
import { readTracked } from './tracked-files.ts';

describe('a generated file', () => {
  it.each(generatedFiles)(
    '$path is what its source says; run `npm run generate` after a change',
    async ({ path, render }) => {
      expect(readTracked(path)).toBe(await render());
    },
  );
});
