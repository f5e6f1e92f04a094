/**
 * What can be wrong with a store. None of these is a refusal: each one means that the station must not begin,
 * or must not go on, because it no longer knows what is on disk.
 */

/**
 * A write failed. SQLite and the kernel leave open whether it will be there after the next start
 * (a COMMIT whose fsync failed can still come true), so the only honest reaction is: fire nothing, exit,
 * reconcile at the next start.
 */
export class LedgerUnsure extends Error {
  override readonly name = 'LedgerUnsure';

  constructor(cause: unknown) {
    super('a write to the ledger failed; whether it is on disk is unknown', { cause });
  }
}

/** The store was written by a newer version of this program. */
export class SchemaTooNew extends Error {
  override readonly name = 'SchemaTooNew';
  readonly foundVersion: number;
  readonly knownVersion: number;

  constructor(foundVersion: number, knownVersion: number) {
    super(
      `the ledger has schema ${foundVersion}, this version of Latchkey knows up to ${knownVersion}; ` +
        'install the version that wrote it, or a newer one',
    );
    this.foundVersion = foundVersion;
    this.knownVersion = knownVersion;
  }
}

/** A store that was to be read only is not there, or is of another version. */
export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';
}

/** An older copy of the store was put back under a process that could not know it (rule R22). */
export class LedgerOutrun extends Error {
  override readonly name = 'LedgerOutrun';

  constructor() {
    super('the centre has events of this ledger that it does not hold; the next start begins a new epoch');
  }
}

/** A copy of a store is not what a station wrote; nothing may be restored from it. */
export class CopyDamaged extends Error {
  override readonly name = 'CopyDamaged';

  constructor(path: string, finding: string) {
    super(`the copy ${path} is damaged: ${finding}`);
  }
}

/** A ledger with events is where a copy was to be put. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused';

  constructor(path: string) {
    super(`${path} is a ledger with events; --replace moves it aside and puts the copy into its place`);
  }
}

/** Another process has the store open; two stations on one ledger would both fire locks. */
export class LedgerInUse extends Error {
  override readonly name = 'LedgerInUse';

  constructor(path: string, cause: unknown) {
    super(`another process has the ledger ${path} open; stop it first`, { cause });
  }
}

/** A row of the event log is not what was written, or one is missing. */
export class ChainBroken extends Error {
  override readonly name = 'ChainBroken';
  readonly epoch: string;
  readonly seq: number;

  constructor(epoch: string, seq: number, finding: string) {
    super(`the event log is damaged at seq ${seq} of epoch ${epoch}: ${finding}`);
    this.epoch = epoch;
    this.seq = seq;
  }
}

/** The station file no longer names compartments in which parcels are recorded. */
export class PlanLosesParcels extends Error {
  override readonly name = 'PlanLosesParcels';
  readonly compartments: readonly string[];

  constructor(compartments: readonly string[]) {
    super(
      `the station file no longer names compartments with parcels: ${compartments.join(', ')}; ` +
        'put them back into the file until the parcels have left',
    );
    this.compartments = compartments;
  }
}
