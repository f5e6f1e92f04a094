import { z } from 'zod';
import { overridableSections } from './station-schema.ts';

/** One plain setting that a variable may override. */
export type Override = {
  readonly variable: string;
  readonly path: readonly [string, string];
  readonly schema: z.ZodType;
};

const prefix = 'LATCHKEY_';

/** Every variable that is understood, for example `LATCHKEY_KIOSK_PORT` for `kiosk.port`. */
export const overrides: readonly Override[] = Object.entries(overridableSections).flatMap(
  ([section, schema]) =>
    entriesOf(schema)
      .filter(([, inner]) => isPlain(inner))
      .map(([key, inner]): Override => ({
        variable: variableOf(section, key),
        path: [section, key],
        schema: inner,
      })),
);

function entriesOf(section: z.ZodObject): [string, z.ZodType][] {
  return Object.entries(section.shape) as [string, z.ZodType][];
}

export type Overridden = {
  readonly value: unknown;
  /** Dotted path to the variable that set it. */
  readonly variables: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
};

/** Lays the environment over the document; the document itself is left alone. */
export function applyEnvironment(
  value: unknown,
  env: Readonly<Record<string, string | undefined>>,
): Overridden {
  const variables = new Map<string, string>();
  const warnings: string[] = [];
  let result = value;
  for (const [variable, written] of Object.entries(env)) {
    if (!variable.startsWith(prefix) || written === undefined) continue;
    const override = overrides.find((one) => one.variable === variable);
    if (override === undefined) {
      warnings.push(`the environment variable ${variable} is not a setting and has no effect.`);
      continue;
    }
    variables.set(override.path.join('.'), variable);
    result = withValue(result, override.path, typed(written, override.schema));
  }
  return { value: result, variables, warnings };
}

function withValue(document: unknown, [section, key]: readonly [string, string], value: unknown): unknown {
  const sections = asMapping(document);
  return { ...sections, [section]: { ...asMapping(sections[section]), [key]: value } };
}

function asMapping(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/**
 * A variable is text; the schema says what was meant. What does not fit stays text and is refused by the
 * schema.
 */
function typed(written: string, schema: z.ZodType): unknown {
  if (written === '' && schema.safeParse(null).success) return null;
  const isNumber = innermost(schema) instanceof z.ZodNumber && /^-?\d+(\.\d+)?$/.test(written);
  return isNumber ? Number(written) : written;
}

function isPlain(schema: z.ZodType): boolean {
  const inner = innermost(schema);
  return [z.ZodString, z.ZodNumber, z.ZodEnum, z.ZodLiteral].some((kind) => inner instanceof kind);
}

function innermost(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodNullable || inner instanceof z.ZodOptional) {
    inner = inner.def.innerType as z.ZodType;
  }
  return inner;
}

function variableOf(section: string, key: string): string {
  const words = key.replaceAll(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase();
  return `${prefix}${section.toUpperCase()}_${words}`;
}
