import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  hardwareProfile,
  type BoardProfile,
  type CabinetProfile,
  type HardwareProfile,
  type ShelvesProfile,
} from '#bridge/profiles/schema';
import type { GpioBoardProfile } from '#bridge/profiles/gpio-schema';
import type { ScannerProfile } from '#bridge/profiles/scanner-schema';
import { packageRoot } from './package-root.ts';
import { describe, type Path, type Problem } from './problem.ts';
import { shape } from './shape.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

export type Profiles = {
  readonly boards: ReadonlyMap<string, BoardProfile>;
  readonly gpioBoards: ReadonlyMap<string, GpioBoardProfile>;
  readonly cabinets: ReadonlyMap<string, CabinetProfile>;
  readonly scanners: ReadonlyMap<string, ScannerProfile>;
  readonly shelves: ReadonlyMap<string, ShelvesProfile>;
};

export type LoadedProfiles =
  | { readonly ok: true; readonly profiles: Profiles }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The profiles that come with the program. */
export function profilesDirectory(): string {
  return join(packageRoot(), 'hardware-profiles');
}

/**
 * Reads the `*.yaml` files below a directory, or only those that are `named` as `folder/id`, which saves a
 * station most of its start. One bad profile among them refuses all: a station must not start on guesses.
 */
export async function loadProfiles(
  directory: string,
  named: ReadonlySet<string> | null = null,
): Promise<LoadedProfiles> {
  const boards = new Map<string, BoardProfile>();
  const gpioBoards = new Map<string, GpioBoardProfile>();
  const cabinets = new Map<string, CabinetProfile>();
  const scanners = new Map<string, ScannerProfile>();
  const shelves = new Map<string, ShelvesProfile>();
  const problems: Problem[] = [];
  for (const file of await filesToRead(directory, named)) {
    const checked = await checkProfile(file);
    if (!checked.ok) problems.push(...checked.problems);
    else if (checked.profile.kind === 'lock-board') boards.set(checked.profile.id, checked.profile);
    else if (checked.profile.kind === 'gpio-board') gpioBoards.set(checked.profile.id, checked.profile);
    else if (checked.profile.kind === 'cabinet') cabinets.set(checked.profile.id, checked.profile);
    else if (checked.profile.kind === 'scanner') scanners.set(checked.profile.id, checked.profile);
    else shelves.set(checked.profile.id, checked.profile);
  }
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, profiles: { boards, gpioBoards, cabinets, scanners, shelves } };
}

/** The files of the named profiles; all where one is unknown, so that the answer can list them. */
async function filesToRead(directory: string, named: ReadonlySet<string> | null): Promise<readonly string[]> {
  const files = await profileFiles(directory);
  if (named === null) return files;
  const found = files.filter((file) => named.has(`${basename(dirname(file))}/${basename(file, '.yaml')}`));
  return found.length === named.size ? found : files;
}

/** Paths of the profiles below a directory, sorted; nothing where the directory is missing. */
export async function profileFiles(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.endsWith('.yaml'))
    .map((entry) => join(directory, entry))
    .toSorted();
}

export type CheckedProfile =
  | { readonly ok: true; readonly profile: HardwareProfile }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Judges one profile by the schema and by what a schema cannot say. */
export async function checkProfile(file: string): Promise<CheckedProfile> {
  const reading = await readYaml(file);
  if (!reading.ok) return reading;
  const shaped = shape(hardwareProfile, reading.source);
  if (!shaped.ok) return shaped;
  const profile = shaped.value;
  const problems = [...idProblems(profile, reading.source), ...kindProblems(profile, reading.source)];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, profile };
}

function kindProblems(profile: HardwareProfile, source: YamlSource): readonly Problem[] {
  switch (profile.kind) {
    case 'lock-board':
      return boardProblems(profile, source);
    case 'gpio-board':
      // The schema says it all.
      return [];
    case 'cabinet':
      return cabinetProblems(profile, source);
    case 'scanner':
      return scannerProblems(profile, source);
    case 'shelves':
      return shelvesProblems(profile, source);
  }
}

/** Ids are unique because files in one folder are. */
function idProblems(profile: HardwareProfile, source: YamlSource): readonly Problem[] {
  const expected = basename(source.file, '.yaml');
  return profile.id === expected
    ? []
    : [problemAt(source, ['id'], `${describe(expected)}, the name of the file`, profile.id)];
}

function boardProblems(profile: BoardProfile, source: YamlSource): readonly Problem[] {
  const { min, max } = profile.address;
  return min <= max
    ? []
    : [problemAt(source, ['address', 'max'], `at least ${String(min)}, the lowest address`, max)];
}

function cabinetProblems(profile: CabinetProfile, source: YamlSource): readonly Problem[] {
  return profile.compartments.flatMap((compartment, index) => {
    const earlier = profile.compartments.slice(0, index);
    const path: Path = ['compartments', index];
    const problems: Problem[] = [];
    if (earlier.some((other) => other.name === compartment.name)) {
      problems.push(problemAt(source, [...path, 'name'], 'a name that is used once', compartment.name));
    }
    if (earlier.some((other) => other.column === compartment.column && other.row === compartment.row)) {
      const place = `column ${String(compartment.column)}, row ${String(compartment.row)} a second time`;
      problems.push(problemAt(source, path, 'a place of its own in the drawing', place));
    }
    return problems;
  });
}

/** A position is named by shelf, layer and number, so that names must be unique where they are used. */
function shelvesProblems({ shelves }: ShelvesProfile, source: YamlSource): readonly Problem[] {
  const lists = [
    { path: ['shelves'] as Path, names: shelves.map(({ name }) => name) },
    ...shelves.map(({ layers }, index) => ({
      path: ['shelves', index, 'layers'] as Path,
      names: layers.map(({ name }) => name),
    })),
  ];
  const beyond = shelves.flatMap(({ layers }, shelf) =>
    layers.flatMap(({ firstNumber, positionCount }, layer) => {
      const last = firstNumber + positionCount - 1;
      const path: Path = ['shelves', shelf, 'layers', layer, 'positionCount'];
      return last <= 9999
        ? []
        : [problemAt(source, path, 'numbers up to 9999', `the last is ${String(last)}`)];
    }),
  );
  const repeated = lists.flatMap(({ path, names }) =>
    names.flatMap((name, index) =>
      names.indexOf(name) < index
        ? [problemAt(source, [...path, index, 'name'], 'a name that is used once', name)]
        : [],
    ),
  );
  return [...repeated, ...beyond];
}

/** Every keyboard of a vendor would be taken for the scanner, the technician's own included. */
function scannerProblems({ input }: ScannerProfile, source: YamlSource): readonly Problem[] {
  if (input.protocol !== 'hid-keyboard') return [];
  return input.identities.flatMap(({ product }, index) => {
    const path: Path = ['input', 'identities', index, 'product'];
    return product === null ? [problemAt(source, path, 'the product id of the scanner', product)] : [];
  });
}

function problemAt(source: YamlSource, path: Path, expected: string, found: unknown): Problem {
  return {
    file: source.file,
    ...source.locate(path),
    path: path.join('.'),
    expected,
    found: describe(found),
  };
}
