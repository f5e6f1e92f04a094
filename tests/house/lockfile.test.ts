import { describe, expect, it } from 'vitest';
import { readTracked } from './tracked-files.ts';

type Locked = {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};
type Lockfile = { readonly packages: Readonly<Record<string, Locked>> };
type Manifest = {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
};

const { packages } = JSON.parse(readTracked('package-lock.json')) as Lockfile;
const manifest = JSON.parse(readTracked('package.json')) as Manifest;
const entries = Object.entries(packages).filter(([path]) => path !== '');

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

describe('the lockfile', () => {
  it('names versions and checksums, never where they were fetched from', () => {
    expect(entries.length).toBeGreaterThan(100);
    expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(entries.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([]);
  });

  // Some releases of these tools were published without all their platforms; an installation then writes a
  // lockfile that `npm ci` refuses on the next machine.
  it.each(['oxlint', 'oxlint-tsgolint', 'oxc-parser', 'typescript', 'rolldown'])(
    'holds %s for every platform that it lists',
    (name) => {
      const [path, tool] = entries.find(([one]) => one === `node_modules/${name}`) ?? [];
      const platforms = Object.keys(tool?.optionalDependencies ?? {});
      expect(platforms.length, `optional packages of ${String(path)}`).toBeGreaterThan(3);
      const present = new Set(entries.map(([one]) => nameOf(one)));
      expect(platforms.filter((platform) => !present.has(platform))).toEqual([]);
    },
  );
});

describe('the manifest', () => {
  it('decides about every package that wants to run a script at installation, and about no other', () => {
    const scripted = entries
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([path]) => nameOf(path));
    // npm itself passes over scripts of packages for other systems.
    const expected = scripted.filter((name) => name !== 'fsevents').toSorted();
    expect(Object.keys(manifest.allowScripts).toSorted()).toEqual([...new Set(expected)]);
  });

  it('pins every version exactly', () => {
    const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(ranges).toEqual([]);
  });
});
