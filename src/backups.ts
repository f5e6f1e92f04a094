import type { Settings } from '#config/settings';
import { formatInstant } from '#contract/instant';
import { certifyWith } from '#evidence/copy-certificate';
import type { OpenLedger } from '#ledger/ledger';
import { dropOldBackups, newestBackupMs, writeBackup } from '#platform/backup-files';
import { signJws } from '#platform/jose';
import type { StationKeys } from '#platform/keys';
import { BackupWatch } from '#station/backup-watch';
import type { StationControl } from '#station/control';
import type { Clock, Log } from '#station/ports';

export type BackupsParts = {
  readonly settings: Settings;
  readonly store: OpenLedger;
  readonly receiptKey: StationKeys['receipt'];
  readonly codeKey: string;
  readonly softwareVersion: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly control: StationControl;
};

const hourMs = 3_600_000;

/** Copies of the ledger that the running station makes; null where the station file asks for none. */
export function openBackups(parts: BackupsParts): BackupWatch | null {
  const { settings, store, clock, log, control } = parts;
  const { backups } = settings.data;
  if (backups === null) return null;
  const { directory: out, everyHours, keepCount } = backups;
  const station = settings.station.id;
  return new BackupWatch({
    control,
    clock,
    log,
    everyMs: everyHours * hourMs,
    newestMs: () => newestBackupMs(out, station),
    async makeBackup() {
      const madeAt = formatInstant(clock.now().wallMs);
      const { softwareVersion, codeKey, receiptKey } = parts;
      const about = { station, madeAt, softwareVersion, codeKey };
      const certify = certifyWith(about, (text) => signJws(receiptKey, text));
      const made = await writeBackup({ out, station, madeAt, copy: store.copyTo, certify });
      dropOldBackups(out, station, keepCount);
      log.info({ directory: made }, 'the ledger was backed up');
    },
  });
}

/** Rule R23: after a restore without its keys the codes in the ledger can be compared with nothing. */
export async function renewLostCodes(control: StationControl, key: string): Promise<void> {
  const isLost = control.state().codes.some(({ record }) => record.key !== key);
  if (isLost) await control.ask({ do: 'renew-codes', key });
}
