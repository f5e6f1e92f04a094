import { everyMachine } from '#simulator/machines/every-machine';
import type { Machine } from '#simulator/machines/machine';

/** Draws the machines of `simulator/machines` as diagrams and tables. */
export function renderStateMachines(notice: string): string {
  return [
    '# State machines',
    '',
    notice,
    '',
    'What a station remembers, as machines that only the named events move. `[*]` is where a machine begins and ends.',
    'Every story of the tests and of the simulation is held against these tables, and a test walks every row.',
    '',
    ...everyMachine.map(({ name, title }) => `- [${title}](#${anchorOf(title)}): \`${name}\``),
    '',
    ...everyMachine.flatMap(sectionOf),
  ].join('\n');
}

function anchorOf(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}

function sectionOf(machine: Machine): readonly string[] {
  const { title, of, states, transitions } = machine;
  const meanings = Object.entries(states).map(([state, meaning]) => `- \`${state}\`: ${meaning}`);
  const rows = transitions.map(({ from, by, to }) => `| ${shown(from)} | \`${by}\` | ${shown(to)} |`);
  return [
    `## ${title}`,
    '',
    `One for ${of}.`,
    '',
    ...meanings,
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...edgesOf(machine),
    '```',
    '',
    '| before | event | after |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ];
}

function shown(state: string | null): string {
  return state === null ? '[*]' : `\`${state}\``;
}

/** One arrow for each pair of states. Names with a hyphen need an alias: Mermaid takes it for an operator. */
function edgesOf({ states, transitions }: Machine): readonly string[] {
  const declared = Object.keys(states).map((state) => `    state "${state}" as ${aliasOf(state)}`);
  const edges = new Map<string, string[]>();
  for (const { from, by, to } of transitions) {
    const arrow = `${from === null ? '[*]' : aliasOf(from)} --> ${to === null ? '[*]' : aliasOf(to)}`;
    edges.set(arrow, [...(edges.get(arrow) ?? []), by]);
  }
  return [...declared, ...[...edges].flatMap(([arrow, events]) => labelled(arrow, events))];
}

function aliasOf(state: string): string {
  return state.replaceAll('-', '_');
}

/** So many events fit on one line; a pair of states with more gets another arrow. */
const eventsOnArrowMax = 3;

function labelled(arrow: string, events: readonly string[]): readonly string[] {
  const count = Math.ceil(events.length / eventsOnArrowMax);
  return Array.from({ length: count }, (_, index) => {
    const some = events.slice(index * eventsOnArrowMax, (index + 1) * eventsOnArrowMax);
    return `    ${arrow} : ${some.join(', ')}`;
  });
}
