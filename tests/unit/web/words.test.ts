import { describe, expect, it } from 'vitest';
import { refusals } from '#domain/refusals';
import { catalogues, fillText, isLanguage, troubleWords } from '../../../src/web/kiosk/words/words.ts';
import { heightBand } from '../../../src/web/kiosk/height-band.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const languages = Object.entries(catalogues);
const room = resolve(import.meta.dirname, '../../../src/web/kiosk');

/** The places in a text that values are put into. */
function placesOf(text: string): readonly string[] {
  return (text.match(/\{\w+\}/g) ?? []).toSorted();
}

describe.each(languages)('the catalogue %s', (_, catalogue) => {
  it('has exactly the keys of English, none of them empty', () => {
    expect(Object.keys(catalogue.texts).toSorted()).toEqual(Object.keys(catalogues.en.texts).toSorted());
    expect(Object.values(catalogue.texts).filter((text) => text.trim() === '')).toEqual([]);
  });

  it('has the same places to fill as English in every text', () => {
    const places = Object.entries(catalogue.texts).map(([key, text]) => [key, placesOf(text)]);
    const expected = Object.entries(catalogues.en.texts).map(([key, text]) => [key, placesOf(text)]);
    expect(Object.fromEntries(places)).toEqual(Object.fromEntries(expected));
  });

  it('S1-18 says for every refusal of the station what happened and what to do', () => {
    for (const code of Object.keys(refusals)) {
      const words = troubleWords(catalogue, code);
      expect(words, code).not.toBe(catalogue.troubles.unexpected);
      expect(words.what.length, code).toBeGreaterThan(3);
      expect(words.todo.length, code).toBeGreaterThan(3);
    }
  });

  it('has words for what it does not know', () => {
    expect(troubleWords(catalogue, 'toString')).toBe(catalogue.troubles.unexpected);
    expect(troubleWords(catalogue, 'made-up')).toBe(catalogue.troubles.unexpected);
  });

  it('R12 tells nothing about a code that was not recognised', () => {
    const { what, todo } = troubleWords(catalogue, 'code-unknown');
    expect(what + todo).not.toMatch(/expired|collected|other station|逾期|过期|已取/i);
  });
});

describe('the texts of the page', () => {
  it('are all used', () => {
    const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter(
      (path) => /\.tsx?$/.test(path) && !path.startsWith('words'),
    );
    const source = files.map((path) => readFileSync(join(room, path), 'utf8')).join('\n');
    const unused = Object.keys(catalogues.en.texts).filter(
      (key) => !source.includes(`'${key}'`) && !source.includes(`"${key}"`),
    );
    expect(unused).toEqual([]);
  });

  it('keep a place visible that has no value', () => {
    expect(fillText('{door} in {seconds} s', { door: 'A07' })).toBe('A07 in {seconds} s');
  });

  it('are chosen by a language that the page knows', () => {
    expect(isLanguage('zh')).toBe(true);
    expect(isLanguage('tlh')).toBe(false);
  });
});

describe('the height of a door in words', () => {
  it('follows the body of a standing adult', () => {
    const heights = [0, 349, 350, 799, 800, 1349, 1350, 2000].map(heightBand);
    expect(heights).toEqual(['floor', 'floor', 'knee', 'knee', 'chest', 'chest', 'head', 'head']);
  });
});
