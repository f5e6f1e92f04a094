import { collectRuleTitles, readRules } from './rule-titles.ts';

// Which rule is proved by what, for whoever wants to see it at a glance.
const titles = collectRuleTitles();
for (const [rule, state] of readRules()) {
  const proofs = titles.get(rule) ?? [];
  process.stdout.write(`${rule.padEnd(4)} ${state.padEnd(8)} ${String(proofs.length).padStart(3)} tests\n`);
  for (const proof of proofs) process.stdout.write(`       ${proof}\n`);
}
