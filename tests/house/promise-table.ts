import { collectProofs, readPromises } from './promises.ts';

// What is proved by which test, for whoever wants to see it at a glance.
const proofs = collectProofs();
for (const { number, state } of readPromises()) {
  const found = proofs.get(number) ?? [];
  process.stdout.write(`${number.padEnd(11)} ${state.padEnd(8)} ${String(found.length).padStart(3)} tests\n`);
  for (const proof of found) process.stdout.write(`              ${proof}\n`);
}
