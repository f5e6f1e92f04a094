import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, packageOf, type Import } from './imports.ts';
import { driverPackages, homeOf, roomOf, rooms, type Room } from './rooms.ts';
import { readTracked, trackedFiles } from './tracked-files.ts';

type Line = Import & { readonly file: string };

const sources = trackedFiles.filter((path) => /^(src|firmware-bridge|simulator)\/.*\.tsx?$/.test(path));
const lines: readonly Line[] = sources.flatMap((file) =>
  importsOf(readTracked(file)).map((one) => ({ ...one, file })),
);

function inRooms(judge: (line: Line, room: Room) => boolean): readonly string[] {
  return lines
    .filter((line) => !line.file.endsWith('vite.config.ts'))
    .filter((line) => {
      const room = roomOf(line.file);
      return room !== null && !judge(line, room);
    })
    .map(({ file, specifier }) => `${file} imports ${specifier}`);
}

function fits(pattern: string, name: string): boolean {
  return pattern.endsWith('/*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

describe('the walls between rooms', () => {
  it('find something to judge', () => {
    expect(lines.length).toBeGreaterThan(100);
  });

  it('R30 are passed only through the doors of the table', () => {
    const passes = inRooms(
      ({ specifier }, room) =>
        !specifier.startsWith('#') || room.mayEnter.some((door) => fits(door, specifier)),
    );
    expect(passes).toEqual([]);
  });

  it('R29 let every edge to the one room of schemas, and no edge to another edge', () => {
    const edges = ['uplink', 'kiosk', 'pages', 'simulator'];
    const doors = rooms.filter(({ name }) => edges.includes(name));
    expect(doors.map(({ name }) => name).toSorted()).toEqual(edges.toSorted());
    for (const { name, mayEnter } of doors) {
      expect([name, mayEnter.includes('#contract/*')]).toEqual([name, true]);
      const others = edges.filter((edge) => edge !== name).map((edge) => `#${edge}/*`);
      expect([name, mayEnter.filter((door) => others.includes(door))]).toEqual([name, []]);
    }
  });

  it('are not climbed by a relative path', () => {
    const climbs = inRooms(({ file, specifier }, room) => {
      if (!specifier.startsWith('.')) return true;
      const target = posix.join(posix.dirname(file), specifier);
      const isTheWiring = room.name === 'cli' && target === 'src/main.ts';
      return isTheWiring || homeOf(roomOf(target)) === homeOf(room);
    });
    expect(climbs).toEqual([]);
  });

  it('keep packages where the table puts them', () => {
    const strangers = inRooms(({ specifier }, room) => {
      const name = packageOf(specifier);
      return (
        name === null || room.packages.some((allowed) => fits(allowed, name) || fits(allowed, specifier))
      );
    });
    expect(strangers).toEqual([]);
  });

  it('keep Node.js out of the pure rooms', () => {
    expect(inRooms(({ specifier }, room) => room.usesNode || !specifier.startsWith('node:'))).toEqual([]);
  });

  it('let only the command line into the simulator, and only while it runs', () => {
    const outside = lines.filter(({ file }) => !file.startsWith('simulator/'));
    const early = outside.filter(
      ({ file, specifier, isDynamic, isType }) =>
        specifier.startsWith('#simulator/') && !(file.startsWith('src/cli/') && (isDynamic || isType)),
    );
    expect(early).toEqual([]);
  });

  it('keep the tests out of the product', () => {
    expect(lines.filter(({ specifier }) => /(^|\/)(tests|benchmarks)\//.test(specifier))).toEqual([]);
  });
});

describe('a driver package', () => {
  // That each is used at all is what the search for dead code watches.
  it.each(driverPackages)('%s is loaded by one file of the product, and by one of the simulator', (name) => {
    const loading = lines.filter(({ isType, specifier }) => !isType && packageOf(specifier) === name);
    const files = [...new Set(loading.map(({ file }) => file))];
    const [simulated, real] = [true, false].map((isSimulated) =>
      files.filter((file) => file.startsWith('simulator/') === isSimulated),
    );
    expect(files.length).toBeGreaterThan(0);
    expect(real?.length, real?.join(', ')).toBeLessThanOrEqual(1);
    expect(simulated?.length, simulated?.join(', ')).toBeLessThanOrEqual(1);
  });
});
