import { join } from 'node:path';

/** The files of a station's ledger; the high-water mark lies outside the database (rule R22). */
export type LedgerPlace = { readonly path: string; readonly markPath: string };

/** Where a station with this data directory has its ledger. */
export function ledgerIn(directory: string): LedgerPlace {
  return { path: join(directory, 'ledger.sqlite'), markPath: join(directory, 'ledger.mark') };
}
