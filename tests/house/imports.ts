/** One import as it stands in a file. */
export type Import = {
  readonly specifier: string;
  /** Erased by the compiler: nothing is loaded at run time. */
  readonly isType: boolean;
  readonly isDynamic: boolean;
};

const clause = /^(?:import|export)\s+(type\s+)?[^'";]*?from\s+'([^']+)'/gm;
const bare = /^import\s+'([^']+)'/gm;
const dynamic = /(typeof\s+)?\bimport\(\s*'([^']+)'\s*\)/g;

/** Every import and re-export of a TypeScript source, formatted as prettier leaves it. */
export function importsOf(source: string): readonly Import[] {
  const found: Import[] = [];
  for (const [, type, specifier = ''] of source.matchAll(clause)) {
    found.push({ specifier, isType: type !== undefined, isDynamic: false });
  }
  for (const [, specifier = ''] of source.matchAll(bare))
    found.push({ specifier, isType: false, isDynamic: false });
  for (const [, type, specifier = ''] of source.matchAll(dynamic)) {
    found.push({ specifier, isType: type !== undefined, isDynamic: true });
  }
  return found;
}

/** Name of the npm package that a specifier leads into, or null for everything else. */
export function packageOf(specifier: string): string | null {
  if (/^(\.|#|node:)/.test(specifier)) return null;
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}
