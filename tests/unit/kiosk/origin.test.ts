import { expect, test } from 'vitest';
import { findForeign } from '#kiosk/origin';

const nobody: ReadonlySet<string> = new Set();

test.each([
  [{ host: 'localhost' }, null],
  [{ host: '127.0.0.1:8080' }, null],
  [{ host: '[::1]:8080' }, null],
  [{}, 'host-forbidden'],
  [{ host: '' }, 'host-forbidden'],
  [{ host: 'localhost@evil.example' }, 'host-forbidden'],
  [{ host: 'evil.example:127.0.0.1' }, 'host-forbidden'],
  [{ host: '1127.0.0.1' }, 'host-forbidden'],
  [{ host: 'localhost:80', origin: 'http://localhost:80' }, null],
  [{ host: 'localhost:80', origin: 'http://localhost' }, 'origin-forbidden'],
  [{ host: 'localhost:80', origin: 'http://localhost:80.evil.example' }, 'origin-forbidden'],
  [{ host: 'localhost:80', origin: '' }, 'origin-forbidden'],
])('R32 the headers %o are answered with %s', (headers, wrong) => {
  expect(findForeign(headers, nobody)).toBe(wrong);
});

test('R32 an allowed host does not allow another origin', () => {
  const allowed = new Set(['kiosk-7.local']);
  expect(findForeign({ host: 'kiosk-7.local' }, allowed)).toBeNull();
  expect(findForeign({ host: 'kiosk-7.local', origin: 'http://localhost' }, allowed)).toBe(
    'origin-forbidden',
  );
});
