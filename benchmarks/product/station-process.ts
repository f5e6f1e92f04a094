import { argv, env } from 'node:process';
import { loadStationFile } from '#config/station-file';
import { runStation } from '../../src/main.ts';

/** The product on profiles of its own; the command line takes none but those that come with the program. */
const [stationFile = '', profiles = ''] = argv.slice(2);
const loaded = await loadStationFile(stationFile, env, profiles);
if (!loaded.ok) {
  console.error(JSON.stringify(loaded.problems));
  process.exit(1);
}
const station = await runStation(loaded.settings);
process.once('SIGTERM', () => {
  void station.stop();
});
