import { rooms, type Room } from './rooms.ts';

/**
 * The part of `.oxlintrc.json` that follows from the table of rooms. A later override replaces the rule of an
 * earlier one as a whole, so each room's entry is complete.
 */
type Override = {
  readonly files: readonly string[];
  readonly excludeFiles?: readonly string[];
  readonly rules: Readonly<Record<string, unknown>>;
};

const timeNames = [
  ['Date', 'The wall clock comes through a port (src/platform).'],
  ['setTimeout', 'Timers come through a port (src/platform).'],
  ['setInterval', 'Timers come through a port (src/platform).'],
  ['setImmediate', 'Timers come through a port (src/platform).'],
  ['performance', 'The monotonic clock comes through a port (src/platform).'],
] as const;

const timeProperties = [
  ['Math', 'random', 'Randomness comes through a port (src/platform).'],
  ['process', 'hrtime', 'The monotonic clock comes through a port (src/platform).'],
  ['globalThis', 'Date', 'The wall clock comes through a port (src/platform).'],
  ['globalThis', 'setTimeout', 'Timers come through a port (src/platform).'],
  ['globalThis', 'setInterval', 'Timers come through a port (src/platform).'],
] as const;

const timeModules = ['node:timers', 'node:timers/promises', 'node:perf_hooks'];

export function lintOverrides(): readonly Override[] {
  return [...rooms.map(roomOverride), mainOverride, ...proofOverrides];
}

function roomOverride(room: Room): Override {
  const inner = rooms.filter((other) => other.folder.startsWith(`${room.folder}/`));
  const rules = { 'no-restricted-imports': ['error', importBan(room)], ...(room.ownsTime ? {} : timeBans()) };
  const files = [`${room.folder}/**/*.ts`, `${room.folder}/**/*.tsx`];
  if (inner.length === 0) return { files, rules };
  return { files, excludeFiles: inner.map((other) => `${other.folder}/**`), rules };
}

/** Everything is forbidden but what the table lists. */
function importBan(room: Room): unknown {
  const allowed = [
    './**',
    // Whether a step up stays inside the room is a question of paths, which `walls.test.ts` answers.
    '../**',
    ...room.mayEnter.map((door) => door.replace(/\/\*$/, '/**')),
    ...room.packages,
    ...(room.usesNode ? ['node:*', 'node:*/*'] : []),
  ];
  const group = ['*', '**', ...allowed.map((pattern) => `!${pattern.replace(/^#/, '\\#')}`)];
  const message = `Not a door of the room "${room.name}": see tests/house/rooms.ts.`;
  if (!room.usesNode || room.ownsTime) return { patterns: [{ group, message }] };
  return {
    paths: timeModules.map((name) => ({ name, message: 'Time comes through a port.' })),
    patterns: [{ group, message }],
  };
}

function timeBans(): Record<string, unknown> {
  return {
    'no-restricted-globals': ['error', ...timeNames.map(([name, message]) => ({ name, message }))],
    'no-restricted-properties': [
      'error',
      ...timeProperties.map(([object, property, message]) => ({ object, property, message })),
    ],
  };
}

const mainOverride: Override = {
  files: ['src/main.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [{ group: ['\\#simulator/**'], message: 'The product never needs the simulated world.' }],
      },
    ],
    ...timeBans(),
  },
};

const proofOverrides: readonly Override[] = [
  {
    files: ['src/cli/**/*.ts', 'benchmarks/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      // A `describe` is a chapter, not a function.
      'max-lines-per-function': 'off',
      // The bodies of answers are judged by what a test expects of them.
      'typescript/no-explicit-any': 'off',
      'typescript/no-unsafe-assignment': 'off',
      'typescript/no-unsafe-member-access': 'off',
      'typescript/no-unsafe-argument': 'off',
    },
  },
  {
    // Configuration files and reporters are loaded by tools that ask for a default export.
    files: ['vitest*.config.ts', '**/vite.config.ts', 'tests/closing-line-reporter.ts'],
    rules: { 'import/no-default-export': 'off', 'no-restricted-imports': 'off' },
  },
];
