import { describe, expect, it } from 'vitest';
import { readTracked, trackedFiles } from './tracked-files.ts';

const text = trackedFiles.filter(
  (path) => !/\.(png|ico|woff2?|jpg)$/.test(path) && path !== 'package-lock.json',
);

/** A pattern put together from parts, so that the list does not find itself. */
function pattern(...parts: readonly string[]): RegExp {
  return new RegExp(parts.join(''), 'g');
}

const forbidden: readonly (readonly [string, RegExp])[] = [
  ['a mark of unfinished work', pattern('\\b(TO', 'DO|FIX', 'ME|XX', 'X|HA', 'CK)\\b')],
  ["a path of somebody's machine", pattern('(^|[\\s"\'`(=])/(wo', 'rk|ho', 'me|ro', 'ot|Us', 'ers)/\\w')],
  ['a scratch path', pattern('(^|[\\s"\'`(=])/t', 'mp/\\w')],
  ['a package registry', pattern('https?://[\\w.-]*(regis', 'try|npm', 'mirror|npm', 'js)[\\w.-]*/')],
  ['a mark of two versions that met', pattern('^(<', '{7}|>', '{7}) ')],
  ['a test that does not run', pattern('\\b(it|test|describe)\\.(sk', 'ip|on', 'ly|to', 'do)\\b')],
  ['a lint rule switched off in a line', pattern('(ox|es)lint-dis', 'able')],
  ['a type check switched off', pattern('@ts-(ig', 'nore|no', 'check|expect-er', 'ror)')],
  ['an expected condition that is thrown', pattern('throw new Err', "or\\('")],
];

describe('the text of the tree', () => {
  it.each(forbidden)('holds nowhere %s', (_, word) => {
    const places = text.flatMap((path) =>
      readTracked(path)
        .split('\n')
        .flatMap((line, index) =>
          line.match(word) === null ? [] : [`${path}:${String(index + 1)}: ${line.trim()}`],
        ),
    );
    expect(places).toEqual([]);
  });
});
