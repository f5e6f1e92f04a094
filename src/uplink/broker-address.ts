import { Resolver, lookup as systemLookup } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';

const loopback: readonly LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/**
 * Resolves the broker's name without the thread pool: during an outage the system's look-up would hold a
 * thread for seconds, and the serial ports read through the same threads.
 */
export class BrokerNames {
  readonly #resolver = new Resolver({ timeout: 3_000, tries: 2 });
  /** A dead name server must not keep a living broker away. */
  readonly #known = new Map<string, readonly LookupAddress[]>();

  /** Every address of a host, or none where the name cannot be resolved now. Never rejects. */
  async resolve(host: string): Promise<readonly LookupAddress[]> {
    if (isIP(host) !== 0) return [{ address: host, family: isIP(host) }];
    if (host === 'localhost') return loopback;
    const [four, six] = await Promise.allSettled([
      this.#resolver.resolve4(host),
      this.#resolver.resolve6(host),
    ]);
    const found = [...listed(four, 4), ...listed(six, 6)];
    if (found.length > 0) {
      this.#known.set(host, found);
      return found;
    }
    const known = this.#known.get(host);
    if (known !== undefined) return known;
    if (isTimeout(four) || isTimeout(six)) return [];
    // The name server answered and does not know the name: only now the hosts file is asked, which is quick.
    return systemLookup(host, { all: true }).catch(() => []);
  }
}

function listed(answer: PromiseSettledResult<string[]>, family: 4 | 6): LookupAddress[] {
  return answer.status === 'fulfilled' ? answer.value.map((address) => ({ address, family })) : [];
}

function isTimeout(answer: PromiseSettledResult<unknown>): boolean {
  return answer.status === 'rejected' && (answer.reason as NodeJS.ErrnoException).code === 'ETIMEOUT';
}
