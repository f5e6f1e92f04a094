import { describe, expect, it } from 'vitest';
import { homeOf, rooms } from './rooms.ts';
import { readTracked, trackedFiles } from './tracked-files.ts';

const headings = ['What this room is', 'What it may know', 'How to add to it', 'How it is proved'];
const readmeLinesMax = 40;

/** Rooms are folders of sources with a door; the others have a page where it helps. */
const folders = [
  ...rooms.filter(({ door }) => door !== null).map(({ folder }) => folder),
  'src/web/kiosk',
  'hardware-profiles',
  'benchmarks',
];

type Manifest = {
  readonly imports: Readonly<Record<string, { readonly source: string; readonly default: string }>>;
};

describe('the page of a room', () => {
  it.each(folders)('%s/README.md has the four headings and fits on a screen', (folder) => {
    const path = `${folder}/README.md`;
    expect(trackedFiles).toContain(path);
    const lines = readTracked(path).trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('## ')).map((line) => line.slice(3))).toEqual(headings);
    expect(lines.length).toBeLessThanOrEqual(readmeLinesMax);
  });

  it('is the same shape wherever a README stands in a room', () => {
    const others = trackedFiles
      .filter((path) =>
        /^(src|firmware-bridge|simulator|hardware-profiles|benchmarks)\/.*README\.md$/.test(path),
      )
      .filter((path) => readTracked(path).trimEnd().split('\n').length > readmeLinesMax);
    expect(others).toEqual([]);
  });
});

describe('the doors', () => {
  const { imports } = JSON.parse(readTracked('package.json')) as Manifest;

  it('in package.json are those of the rooms, to sources and to what is built', () => {
    const expected = Object.fromEntries(
      rooms.flatMap(({ door, folder }) =>
        door === null
          ? []
          : [[`#${door}/*`, { source: `./${folder}/*.ts`, default: `./dist/${folder}/*.js` }] as const],
      ),
    );
    expect(imports).toEqual(expected);
  });
});

describe('the projects of the compiler', () => {
  const compiled = rooms.filter(({ door }) => door !== null);

  it('list every room', () => {
    const { references } = readProject('tsconfig.json');
    const listed = new Set(references.map(({ path }) => path.replace(/^\.\//, '')));
    expect(compiled.map(({ folder }) => folder).filter((folder) => !listed.has(folder))).toEqual([]);
  });

  it.each(compiled)('of $folder see no room that the table closes', ({ folder, mayEnter }) => {
    const { references } = readProject(`${folder}/tsconfig.json`);
    const seen = references.map(({ path }) =>
      new URL(path, `file:///${folder}/`).pathname.slice(1).replace(/\/$/, ''),
    );
    const doors = new Set(mayEnter.map((door) => door.slice(1).split('/')[0]));
    const closed = seen.filter((path) => {
      const room = rooms.find((one) => one.folder === path);
      return room !== undefined && !doors.has(homeOf(room)?.door ?? '');
    });
    expect(closed).toEqual([]);
  });

  it.each(
    rooms.filter(({ usesNode, door, packages }) => !usesNode && door !== null && packages.length === 0),
  )('of $folder cannot even name what Node.js brings', ({ folder }) => {
    expect(readProject(`${folder}/tsconfig.json`).compilerOptions.types).toEqual([]);
  });
});

type Project = {
  readonly compilerOptions: { readonly types?: readonly string[] };
  readonly references: readonly { readonly path: string }[];
};

function readProject(path: string): Project {
  return JSON.parse(readTracked(path)) as Project;
}
