/** About cases: help, and what became of it. */
export const caseRefusals = {
  'case-unknown': {
    meaning: 'There is no case with this number, or it was settled long ago.',
    remedy: 'Check the six digits, or call the hotline.',
  },
  'help-limit': {
    meaning: 'Many calls for help are open already; this one was not written down.',
    remedy: 'Call the hotline on the screen, or try again after the time that is told.',
  },
} as const;
