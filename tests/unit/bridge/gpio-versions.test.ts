import { describe, expect, test } from 'vitest';
import { readDetected, readVersion } from '#bridge/gpio/tools-version';

describe('the programs of libgpiod', () => {
  test.each([
    ['gpiodetect (libgpiod) v1.6.3\nCopyright (C) 2017-2018', { text: '1.6.3', major: 1 }],
    ['gpiodetect (libgpiod) v2.2.1\n', { text: '2.2.1', major: 2 }],
    ['gpiodetect (libgpiod) v2.3\n', { text: '2.3', major: 2 }],
    ['gpiodetect (libgpiod) v3.0\n', null],
    ['gpiodetect: command of something else', null],
  ])('are known by what they say: %s', (said, expected) => {
    expect(readVersion(said)).toEqual(expected);
  });

  test('list chips with labels that may hold anything', () => {
    const said = [
      'gpiochip0 [pinctrl-bcm2711] (58 lines)',
      'gpiochip1 [gpio-brcmstb@107d508500] (1 line)',
      'gpiochip2 [a [strange] label] (8 lines)',
      'gpiodetect: unable to open chip',
      '',
    ].join('\n');
    expect(readDetected(said)).toEqual([
      { name: 'gpiochip0', label: 'pinctrl-bcm2711', lineCount: 58 },
      { name: 'gpiochip1', label: 'gpio-brcmstb@107d508500', lineCount: 1 },
      { name: 'gpiochip2', label: 'a [strange] label', lineCount: 8 },
    ]);
  });
});
