/** What differs between the programs of libgpiod 1 (Debian 12) and 2 (Debian 13). */
export type ToolsVersion = { readonly text: string; readonly major: 1 | 2 };

/** From `gpiodetect (libgpiod) v1.6.3`; null for something else. */
export function readVersion(said: string): ToolsVersion | null {
  const [, text = '', major] = /\(libgpiod\) v((\d+)\.[\d.]+)/.exec(said) ?? [];
  if (major === '1' || major === '2') return { text, major: major === '1' ? 1 : 2 };
  return null;
}

export type DetectedChip = { readonly name: string; readonly label: string; readonly lineCount: number };

/** From lines such as `gpiochip0 [pinctrl-bcm2711] (58 lines)`, which both versions print. */
export function readDetected(said: string): readonly DetectedChip[] {
  return [...said.matchAll(/^(\S+) \[(.*)\] \((\d+) lines?\)$/gm)].map(
    ([, name = '', label = '', lineCount]) => ({ name, label, lineCount: Number(lineCount) }),
  );
}

/** Holding an output at rest, one pulse of it, and putting it to rest at the end. */
const commandsOfOne = [
  'gpioset --mode=signal "$chip" "$line=$rest"',
  'gpioset --mode=time --sec=$(($1 / 1000)) --usec=$(($1 % 1000 * 1000)) "$chip" "$line=$active"',
  'gpioset "$chip" "$line=$rest"',
] as const;
const commandsOfTwo = [
  'gpioset --chip "$chip" "$line=$rest"',
  'gpioset --chip "$chip" --toggle "${1}ms,0" "$line=$active"',
  'gpioset --chip "$chip" --toggle 0 "$line=$rest"',
] as const;

/**
 * Keeps one output and reads milliseconds from its standard input, one pulse for each line. It is a process
 * of its own on purpose: `gpioset` ends a pulse by its own clock, also when the station was killed or stands
 * still (rule R5). At the end of its input the pulse that runs is finished first.
 *
 * The mode in which `gpioset` itself takes orders is not used: at the end of its input it spins for ever with
 * the line as it is.
 *
 * Arguments: chip, offset, value at rest, value that energises.
 */
export function keeperScript({ major }: ToolsVersion): string {
  const [hold, pulse, rest] = major === 1 ? commandsOfOne : commandsOfTwo;
  return `
chip=$1 line=$2 rest=$3 active=$4
hold() { ${hold} & held=$!; }
pulse() { ${pulse}; }
hold
sleep 0.1
kill -0 "$held" 2>/dev/null || exit 1
echo held
while read -r ms; do
  kill "$held"
  wait "$held"
  pulse "$ms"
  hold
done
kill "$held"
wait "$held"
${rest}
`;
}

/**
 * Reads lines of one chip: each line of its standard input names offsets and is answered by one line with
 * their values, or with \`failed\`.
 *
 * Lines are asked rather than watched: `gpiomon` tells changes only, and while it holds a line nobody can ask
 * for its level, so that a change between the first look and the first event would be lost for good.
 *
 * Arguments: chip, and the pull resistor or nothing.
 */
export function readerScript({ major }: ToolsVersion): string {
  const get =
    major === 1
      ? 'gpioget ${bias:+--bias=$bias} "$chip" $lines'
      : 'gpioget --numeric ${bias:+--bias $bias} --chip "$chip" $lines';
  return `
chip=$1 bias=$2
while read -r lines; do
  ${get} || echo failed
done
`;
}
