/** About a guided audit. */
export const auditRefusals = {
  'audit-running': {
    meaning: 'An audit has begun already and is not finished.',
    remedy: 'Go on with it, or finish it first.',
  },
  'audit-absent': {
    meaning: 'No audit is running.',
    remedy: 'Start one first.',
  },
  'audit-unresolved': {
    meaning: 'Something was found otherwise than it is recorded, and nobody has decided about it.',
    remedy: 'Decide about the compartment that the answer names, then finish the audit.',
  },
  'audit-incomplete': {
    meaning:
      'The ledger was restored or away for long, and not every compartment was looked into (rule R23).',
    remedy:
      'Look into the compartment that the answer names and record what is inside, then finish the audit.',
  },
  'verdict-unfitting': {
    meaning: 'The decision does not fit what was found in this compartment in this audit.',
    remedy: 'Look into the compartment, record what is inside, then decide again.',
  },
} as const;
