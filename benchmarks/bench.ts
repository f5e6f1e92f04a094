import { compilePrograms } from './floor/compiler.ts';
import { floorStarter } from './floor/station.ts';
import { prepareProduct } from './product/station.ts';
import { measureCodes } from './code-benchmark.ts';
import { tableOf } from './verdict.ts';

const programs = compilePrograms();
const product = await prepareProduct(programs.harness);
const r = await measureCodes(
  programs,
  { floor: floorStarter(programs.floor), ours: product.start },
  { rounds: 1, warmUp: 100, closedCount: 300, sparseCount: 100 },
);
await product.remove();
console.log(tableOf(r.findings));
