import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Stand-ins for the programs of libgpiod. They take exactly the options that the version has which they play,
 * and refuse others; a line is a file with its level, and `released` when nobody holds it.
 */
export class PlayedTools {
  readonly #state: string;
  /** To be looked at before everything else. */
  readonly path: string;

  constructor(folder: string, major: 1 | 2) {
    this.#state = join(folder, 'lines');
    const programs = join(folder, 'programs');
    mkdirSync(this.#state);
    mkdirSync(programs);
    this.path = `${programs}:${process.env['PATH'] ?? ''}`;
    const version = major === 1 ? '1.6.3' : '2.2.1';
    const texts = {
      gpiodetect: detect(version),
      gpioset: major === 1 ? setOfOne : setOfTwo,
      gpioget: major === 1 ? getOfOne : getOfTwo,
    };
    for (const [name, text] of Object.entries(texts)) {
      const file = join(programs, name);
      writeFileSync(file, `#!/bin/sh\nstate='${this.#state}'\n${common(version)}${text}`);
      chmodSync(file, 0o755);
    }
  }

  /** Everything that this line has been, the latest last: `0`, `1` or `released`. */
  history(offset: number): readonly string[] {
    try {
      return readFileSync(join(this.#state, `history-${String(offset)}`), 'utf8')
        .trim()
        .split('\n');
    } catch {
      return [];
    }
  }

  /** What the world puts on an input. */
  apply(offset: number, level: 0 | 1): void {
    writeFileSync(join(this.#state, `level-${String(offset)}`), String(level));
  }

  /** Somebody else holds the line. */
  occupy(offset: number): void {
    writeFileSync(join(this.#state, `busy-${String(offset)}`), '');
  }
}

const detect = (version: string): string => `
[ "$1" = --version ] && { echo 'gpiodetect (libgpiod) v${version}'; exit 0; }
echo 'gpiochip0 [pinctrl-bcm2711] (58 lines)'
echo 'gpiochip1 [raspberrypi-exp-gpio] (8 lines)'
`;

const common = (version: string): string => `
[ "$1" = --version ] && { echo "played (libgpiod) v${version}"; exit 0; }
die() { echo "$1" >&2; exit 1; }
record() { echo "$1" >>"$state/history-$line"; echo "$1" >"$state/level-$line"; }
take() {
  line=\${1%=*} value=\${1#*=}
  [ -e "$state/busy-$line" ] && die 'Device or resource busy'
  trap 'record released' EXIT
  trap 'exit 0' TERM INT
  record "$value"
}
wait_for_signal() { while :; do sleep 0.02; done; }
sleep_ms() { sleep "$(($1 / 1000)).$(printf %03d $(($1 % 1000)))"; }
`;

const setOfOne = `
mode=exit sec=0 usec=0
while :; do
  case $1 in
    --mode=*) mode=\${1#*=} ;;
    --sec=*) sec=\${1#*=} ;;
    --usec=*) usec=\${1#*=} ;;
    -*) die "unknown option $1" ;;
    *) break ;;
  esac
  shift
done
[ "$1" = gpiochip0 ] || die 'no such chip'
take "$2"
case $mode in
  signal) wait_for_signal ;;
  time) sleep_ms $((sec * 1000 + usec / 1000)) ;;
esac
`;

const setOfTwo = `
chip='' toggle=''
while :; do
  case $1 in
    --chip) chip=$2 ;;
    --toggle) toggle=$2 ;;
    -*) die "unknown option $1" ;;
    *) break ;;
  esac
  shift 2
done
[ "$chip" = gpiochip0 ] || die 'no such chip'
take "$1"
[ "$toggle" = 0 ] && exit 0
[ -n "$toggle" ] || wait_for_signal
[ "\${toggle#*,}" = 0 ] || die 'it would toggle for ever'
period=\${toggle%,*}
sleep_ms "\${period%ms}"
record $((1 - value))
`;

const print = `
for line in "$@"; do
  [ -n "$said" ] && said="$said "
  said="$said$(cat "$state/level-$line" 2>/dev/null || echo 0)"
done
echo "$said"
`;

const getOfOne = `
case $1 in --bias=pull-up | --bias=pull-down) shift ;; -*) die "unknown option $1" ;; esac
[ "$1" = gpiochip0 ] || die 'no such chip'
shift
said=''${print}`;

const getOfTwo = `
[ "$1" = --numeric ] || die 'values would be words'
shift
[ "$1" = --bias ] && shift 2
[ "$1" = --chip ] && [ "$2" = gpiochip0 ] || die 'no such chip'
shift 2
said=''${print}`;
