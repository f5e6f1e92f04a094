import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runCommandLine } from '#cli/command-line';
import { packageRoot } from '#config/package-root';
import { encodeEvent } from '#contract/event-encoder';
import { openLedger } from '#ledger/ledger';
import type { OpenLedger } from '#ledger/ledger';
import { signJws } from '#platform/jose';
import { createKeys } from '#platform/keys';
import type { SigningKey } from '#platform/keys';
import { Play, soundParcel } from '../../unit/domain/play.ts';

/** A station whose story the real core wrote into a real ledger, and the command line beside it. */

export const ours = 'SF1234567890123';
export const theirs = 'SF9999999999999';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const station = 'test-1';

export type Outcome = { readonly code: number; readonly printed: string; readonly complained: string };

export type Written = {
  readonly directory: string;
  readonly play: Play;
  readonly opened: OpenLedger;
  readonly receiptKey: SigningKey;
  /** Path of the public key of receipts, as `latchkey evidence key` prints it. */
  readonly keyFile: string;
  /** Runs a command; `%config` stands for the station file. */
  latchkey(...words: readonly string[]): Promise<Outcome>;
  /** Writes a file into the directory; returns its path. */
  file(name: string, text: string): string;
};

export function writeStation(play: Play = new Play()): Written {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-evidence-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const opened = openIn(directory, play);
  onTestFinished(() => opened.ledger.close());
  keepIn(play, opened);
  const { receipt } = createKeys(join(directory, 'keys'));
  const { kty, crv, x, kid } = receipt;
  const file = (name: string, text: string): string => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };
  return {
    directory,
    play,
    opened,
    receiptKey: receipt,
    keyFile: file('receipt-key.jwk', JSON.stringify({ kty, crv, x, kid })),
    latchkey: (...words) => run(directory, words),
    file,
  };
}

function openIn(directory: string, play: Play): OpenLedger {
  return openLedger({
    path: join(directory, 'ledger.sqlite'),
    markPath: join(directory, 'ledger.mark'),
    station,
    encode: encodeEvent,
    now: () => play.now,
    newEpoch: () => '00ff00ff00ff00ff',
    newSalt: () => '0'.repeat(32),
    log: silent,
  });
}

/** From here on every decision of the play is committed, as the station does it. */
function keepIn(play: Play, { ledger }: OpenLedger): void {
  const decide = play.do.bind(play);
  play.do = (command) => {
    const before = play.state;
    const decision = decide(command);
    const { events } = decision;
    if (events.length > 0) ledger.commit({ before, after: play.state, events, answers: [], at: play.now });
    return decision;
  };
}

async function run(directory: string, words: readonly string[]): Promise<Outcome> {
  const printed: string[] = [];
  const complained: string[] = [];
  const example = join(packageRoot(), 'docs', 'station.example.yaml');
  const code = await runCommandLine(
    words.map((word) => (word === '%config' ? example : word)),
    {
      print: (line) => void printed.push(line),
      complain: (line) => void complained.push(line),
      env: {
        LATCHKEY_STATION_ID: station,
        LATCHKEY_DATA_DIRECTORY: directory,
        LATCHKEY_DATA_KEYS_DIRECTORY: join(directory, 'keys'),
      },
      untilStopped: () => Promise.resolve(),
    },
  );
  return { code, printed: printed.join('\n'), complained: complained.join('\n') };
}

/** Two parcels in one courier's visit, the first collected an hour later; the ledger is closed at the end. */
export function tellStory({ play, opened }: Written): void {
  const { visit } = play.admit();
  const stays = [theirs, ours].map((waybill) => {
    const { answer } = play.do({ do: 'start-deposit', visit, waybill, size: 'S', ...soundParcel });
    if (!answer.ok || answer.stay === null) throw new TypeError(JSON.stringify(answer));
    play.settle('opened');
    play.wait(7_500);
    play.see(play.compartmentOf(answer.stay), 'closed', 'occupied');
    play.issueCode(answer.stay);
    return answer.stay;
  });
  play.yes({ do: 'finish-visit', visit });
  play.wait(3_600_000);
  const stay = stays[1];
  if (stay === undefined) throw new TypeError('there is a second stay');
  const compartment = play.compartmentOf(stay);
  play.enterCodeOf(stay);
  play.settle('opened');
  play.see(compartment, 'closed', 'empty');
  const recipient = play.state.visit?.id;
  if (recipient !== undefined) play.do({ do: 'finish-visit', visit: recipient });
  play.do({ do: 'call-help', visit: null, compartment: null, waybill: ours });
  opened.ledger.close();
}

/** An acknowledgement as the centre signs it (rule R21). */
export function acknowledge(
  key: SigningKey,
  ack: { readonly epoch?: string; readonly upTo: number; readonly hash: string },
): Promise<string> {
  return signJws(key, JSON.stringify({ station, epoch: '00ff00ff00ff00ff', ...ack }));
}
