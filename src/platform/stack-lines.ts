import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import type { SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';

const placePattern = /(file:\/\/[^\s()]+):(\d+):(\d+)/g;
const maps = new Map<string, SourceMap | null>();

/**
 * The stack of an error with every place in the built program named as somebody wrote it. Node can do so for
 * every file that it loads (`--enable-source-maps`), but then each start reads megabytes of maps for the one
 * error in a year.
 */
export function asWritten(stack: string): string {
  return stack.replaceAll(placePattern, (place: string, address: string, line: string, column: string) => {
    const entry = mapOf(address)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !('originalSource' in entry)) return place;
    const source = new URL(entry.originalSource, address).href;
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}

function mapOf(address: string): SourceMap | null {
  const known = maps.get(address);
  if (known !== undefined) return known;
  const map = readMap(`${fileURLToPath(address)}.map`);
  maps.set(address, map);
  return map;
}

/** A map that is absent or torn must not cost the line of the log that it was to explain. */
function readMap(path: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(path, 'utf8')) as SourceMapPayload);
  } catch {
    return null;
  }
}
