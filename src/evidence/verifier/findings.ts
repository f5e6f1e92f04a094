/** One thing that was looked at. `says` names the place that is wrong, or what was found to be right. */
export type Finding = {
  readonly check: 'form' | 'seal' | 'chain' | 'story' | 'custody' | 'checkpoint' | 'receipt';
  readonly ok: boolean;
  readonly says: string;
};

export type Verdict = {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  /** What nobody can tell from this file alone; said so that nobody believes it was. */
  readonly notProven: readonly string[];
};

export function right(check: Finding['check'], says: string): Finding {
  return { check, ok: true, says };
}

export function wrong(check: Finding['check'], says: string): Finding {
  return { check, ok: false, says };
}

export function verdictOf(findings: readonly Finding[], notProven: readonly string[]): Verdict {
  return { ok: findings.every(({ ok }) => ok), findings, notProven };
}
