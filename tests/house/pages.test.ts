import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTracked, root, trackedFiles } from './tracked-files.ts';

const pages = trackedFiles.filter((path) => path.endsWith('.md'));

type Manifest = Readonly<
  Record<
    'dependencies' | 'optionalDependencies' | 'devDependencies',
    Readonly<Record<string, string>> | undefined
  >
>;

describe('the pages', () => {
  it('lead nowhere that does not exist', () => {
    const broken = pages.flatMap((page) =>
      [...readTracked(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(root, dirname(page), target)))
        .map((target) => `${page} leads to ${target}`),
    );
    expect(pages.length).toBeGreaterThan(10);
    expect(broken).toEqual([]);
  });

  it('at the root say how to see it and how to prove it', () => {
    const readme = readTracked('README.md');
    expect(readme).toContain('npm ci && npm start');
    expect(readme).toContain('npm ci && npm test');
  });

  it('draw every folder at the top', () => {
    const readme = readTracked('README.md');
    const tops = new Set(
      trackedFiles.filter((path) => path.includes('/')).map((path) => path.split('/')[0] ?? ''),
    );
    expect([...tops].filter((top) => !readme.includes(`${top}/`))).toEqual([]);
  });

  it('about dependencies list what package.json lists', () => {
    const manifest = JSON.parse(readTracked('package.json')) as Manifest;
    const { dependencies, optionalDependencies, devDependencies } = manifest;
    const listed = [...readTracked('docs/decisions/0005-dependencies.md').matchAll(/^\| `([^`]+)` \|/gm)].map(
      ([, name]) => name,
    );
    const expected = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies });
    expect(new Set(listed)).toEqual(new Set(expected));
  });

  it('of decisions are numbered without gaps', () => {
    const numbers = trackedFiles
      .filter((path) => path.startsWith('docs/decisions/'))
      .map((path) => Number(/\/(\d{4})-/.exec(path)?.[1]));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});
