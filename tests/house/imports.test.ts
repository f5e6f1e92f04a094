import { describe, expect, it } from 'vitest';
import { importsOf, packageOf } from './imports.ts';

describe('the reader of imports', () => {
  it('finds every way to import', () => {
    const source = `import { a, type B } from '#domain/a';
import type { C } from 'zod';
import './side.ts';
import d, {
  e,
} from "unformatted";
import {
  f,
} from '@fastify/send';
export * from './again.ts';
const g = await import('koffi');
let h: typeof import('mqtt');
`;
    expect(importsOf(source)).toEqual([
      { specifier: '#domain/a', isType: false, isDynamic: false },
      { specifier: 'zod', isType: true, isDynamic: false },
      { specifier: '@fastify/send', isType: false, isDynamic: false },
      { specifier: './again.ts', isType: false, isDynamic: false },
      { specifier: './side.ts', isType: false, isDynamic: false },
      { specifier: 'koffi', isType: false, isDynamic: true },
      { specifier: 'mqtt', isType: true, isDynamic: true },
    ]);
  });

  it('names the package behind a specifier', () => {
    expect(packageOf('@fastify/send/x')).toBe('@fastify/send');
    expect(packageOf('preact/hooks')).toBe('preact');
    expect(packageOf('node:fs')).toBeNull();
    expect(packageOf('#domain/words')).toBeNull();
    expect(packageOf('../words.ts')).toBeNull();
  });
});
