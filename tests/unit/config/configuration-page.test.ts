import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { overrides } from '#config/environment';
import { packageRoot } from '#config/package-root';
import { stationFile } from '#config/station-schema';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const docs = join(packageRoot(), 'docs');
const page = readFileSync(join(docs, 'configuration.md'), 'utf8');

/** Every setting that a file may bring, as the page writes it: `[]` for each entry, `*` for each name. */
function settingsOf(schema: unknown, path: string): readonly string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    return settingsOf(schema.def.innerType, path);
  }
  if (schema instanceof z.ZodPrefault) return settingsOf(schema.def.innerType, path);
  if (schema instanceof z.ZodUnion) return schema.def.options.flatMap((option) => settingsOf(option, path));
  if (schema instanceof z.ZodArray && schema.def.element instanceof z.ZodObject) {
    return settingsOf(schema.def.element, `${path}[]`);
  }
  if (schema instanceof z.ZodRecord && schema.def.valueType instanceof z.ZodObject) {
    return settingsOf(schema.def.valueType, `${path}.*`);
  }
  if (!(schema instanceof z.ZodObject)) return [path];
  return Object.entries(schema.shape).flatMap(([key, inner]) =>
    settingsOf(inner, path === '' ? key : `${path}.${key}`),
  );
}

/** Ways of a bus have settings of the same name, which are explained once. */
const settings = [...new Set(settingsOf(stationFile, ''))].toSorted();

describe('docs/configuration.md', () => {
  it('explains every setting, and no other', () => {
    const explained = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name ?? '');
    expect(settings.length).toBeGreaterThan(40);
    expect(explained.toSorted()).toEqual(settings);
  });

  it('names only variables that exist', () => {
    const named = [...page.matchAll(/`(LATCHKEY_[A-Z_]+[A-Z])`/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(0);
    const known = overrides.map(({ variable }) => variable);
    expect(named.filter((name) => !known.includes(name ?? ''))).toEqual([]);
  });
});

describe('docs/station.example.yaml', () => {
  it('shows every section and every setting of the policy', () => {
    const example = parse(readFileSync(join(docs, 'station.example.yaml'), 'utf8')) as Record<string, object>;
    expect(Object.keys(example).toSorted()).toEqual(Object.keys(stationFile.shape).toSorted());
    const policy = settings
      .filter((name) => name.startsWith('policy.'))
      .map((name) => name.slice('policy.'.length));
    expect(Object.keys(example['policy'] ?? {}).toSorted()).toEqual(policy);
  });
});
