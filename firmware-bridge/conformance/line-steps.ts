import { patienceOf, readBoard, type Bench } from './bench.ts';
import type { NoiseEvidence, ReadEvidence, UnaskedEvidence } from './evidence.ts';
import { harmlessNoise } from './noise.ts';

/** After this many reads in a row without an answer the rest of the series would say nothing new. */
const vainReadsMax = 5;
/** The station asks a board once more before it gives a read up, so the second answer still counts. */
const readsAfterNoiseMax = 2;

/** Listens to the line while nobody asks. */
export async function listen(bench: Bench, listenMs: number): Promise<UnaskedEvidence> {
  bench.progress('listening to the line', 0, 1);
  const { heard } = await bench.line.listen(listenMs);
  return { listenedMs: listenMs, pushCount: heard.pushCount, strangeByteCount: heard.strangeByteCount };
}

export async function readSeries(bench: Bench, readCount: number): Promise<readonly ReadEvidence[]> {
  const { line } = bench;
  const reads: ReadEvidence[] = [];
  let vainCount = 0;
  while (reads.length < readCount && vainCount < vainReadsMax && !isOver(bench)) {
    bench.progress('reading the board', reads.length, readCount);
    const read = await readBoard(bench, bench.address, patienceOf(bench.profile));
    // What the line took with it when it went away says nothing about the board.
    if (line.lost() !== null) break;
    reads.push(read);
    vainCount = read.outcome === 'answered' ? 0 : vainCount + 1;
  }
  return reads;
}

export type OtherAddress = { readonly address: number; readonly read: ReadEvidence };

/** Reads every other address that boards of this kind can have; a read moves nothing. */
export async function readOthers(
  bench: Bench,
  neighbours: readonly number[],
): Promise<readonly OtherAddress[]> {
  const { min, max } = bench.profile.address;
  const known = new Set([bench.address, ...neighbours]);
  const addresses = Array.from({ length: max - min + 1 }, (_, index) => min + index);
  const asked = addresses.filter((address) => !known.has(address));
  const others: OtherAddress[] = [];
  for (const address of asked) {
    if (isOver(bench)) break;
    bench.progress('asking other addresses', others.length, asked.length);
    const read = await readBoard(bench, address, bench.profile.timing.readTimeoutMs);
    others.push({ address, read });
  }
  return others;
}

/** Disturbs the line, lets it rest for as long as the station would, and reads. */
export async function disturb(bench: Bench): Promise<readonly NoiseEvidence[]> {
  const noises = harmlessNoise(bench.codec, bench.address);
  const evidence: NoiseEvidence[] = [];
  for (const { name, bytes } of noises) {
    if (isOver(bench)) break;
    bench.progress('disturbing the line', evidence.length, noises.length);
    await bench.line.disturb(bytes, bench.profile.timing.readTimeoutMs);
    evidence.push({ name, readsUntilAnswer: await readUntilAnswered(bench) });
  }
  return evidence;
}

async function readUntilAnswered(bench: Bench): Promise<number | null> {
  for (let reads = 1; reads <= readsAfterNoiseMax; reads += 1) {
    const { outcome } = await readBoard(bench, bench.address, patienceOf(bench.profile));
    if (outcome === 'answered') return reads;
  }
  return null;
}

function isOver({ line, isStopped }: Bench): boolean {
  return line.lost() !== null || isStopped();
}
