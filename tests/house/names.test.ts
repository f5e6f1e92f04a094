import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { trackedFiles } from './tracked-files.ts';

const ours = trackedFiles.filter((path) =>
  /^(src|firmware-bridge|simulator|tests|benchmarks|packaging|hardware-profiles)\//.test(path),
);

/** Names that say nothing about what is inside. */
const empty = /(^|\/)(utils?|helpers?|common|misc|managers?|services?|data|base)(\.[a-z.]+)?(\/|$)/;

/** Words that the house does not use for what it has a word for. */
const strange = /(^|[/-])(lockers?|cells?|slots?|box(es)?|users?|customers?)([/.-]|$)/;

/** Folders that may stand at the top, and files beside them. */
const topFolders = [
  'firmware-bridge',
  'src',
  'hardware-profiles',
  'simulator',
  'tests',
  'benchmarks',
  'docs',
  'packaging',
];

describe('the name of a file', () => {
  it('is made of lower-case words and hyphens', () => {
    const shape = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
    const known = new Set(['README.md']);
    expect(ours.filter((path) => !known.has(basename(path)) && !shape.test(basename(path)))).toEqual([]);
  });

  it('says what is inside', () => {
    expect(ours.filter((path) => empty.test(path))).toEqual([]);
  });

  it('uses the words of the house', () => {
    expect(ours.filter((path) => strange.test(path.replace('digit-slots', '')))).toEqual([]);
  });

  it('stands where a reader looks for it', () => {
    const tops = new Set(
      trackedFiles.filter((path) => path.includes('/')).map((path) => path.split('/')[0] ?? ''),
    );
    expect([...tops].filter((top) => !top.startsWith('.') && !topFolders.includes(top))).toEqual([]);
  });

  it('tests sit under the room that they prove', () => {
    const tests = trackedFiles.filter((path) => path.endsWith('.test.ts'));
    const kinds = /^tests\/(unit|integration|contract|scenarios|simulation|browser|faults|house)\//;
    expect(tests.filter((path) => !kinds.test(path))).toEqual([]);
  });
});
