import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faults } from '#domain/faults';
import { refusals } from '#domain/refusals';
import { format, resolveConfig } from 'prettier';
import { lintOverrides } from './lint-walls.ts';
import { renderStatements } from './promises.ts';
import { renderStateMachines } from './state-machines.ts';
import { root } from './tracked-files.ts';

/** A file that follows from others, whole or in part: `npm run generate` writes it, a test compares it. */
export type GeneratedFile = { readonly path: string; readonly render: () => Promise<string> | string };

export const generatedFiles: readonly GeneratedFile[] = [
  { path: 'docs/refusals.md', render: renderRefusals },
  { path: 'docs/faults.md', render: renderFaults },
  { path: 'docs/state-machines.md', render: () => renderStateMachines(notice) },
  { path: 'docs/statements.md', render: renderStatements },
  { path: '.oxlintrc.json', render: renderLintConfiguration },
];

const notice = 'This page is made from the code by `npm run generate`; do not edit it by hand.';

function renderRefusals(): string {
  const entries = Object.entries(refusals).toSorted(([one], [other]) => one.localeCompare(other, 'en'));
  const sections = entries.map(([code, { meaning, remedy }]) =>
    [`## ${code}`, '', meaning, '', `**What to do:** ${remedy}`, ''].join('\n'),
  );
  const lead =
    'A refusal is an expected "no". Its code is stable: screens, logs and integrations may rely on it.';
  return [`# Refusals`, '', notice, '', lead, '', ...sections].join('\n');
}

function renderFaults(): string {
  const entries = Object.entries(faults).toSorted(([one], [other]) => one.localeCompare(other, 'en'));
  const sections = entries.map(([code, { severity, cause, remedy }]) =>
    [`## ${code}`, '', `**Severity:** ${severity}`, '', cause, '', `**Remedy:** ${remedy}`, ''].join('\n'),
  );
  const lead =
    'A fault is a condition that is raised, published and cleared. Severities: `critical` somebody must come now, ' +
    '`major` somebody must come, `minor` the station works and somebody should know.';
  return [`# Faults`, '', notice, '', lead, '', ...sections].join('\n');
}

/** The head of the file is written by hand; only the overrides follow from the table of rooms. */
async function renderLintConfiguration(): Promise<string> {
  const path = join(root, '.oxlintrc.json');
  const current = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const options = await resolveConfig(path);
  return format(JSON.stringify({ ...current, overrides: lintOverrides() }), { ...options, parser: 'json' });
}
