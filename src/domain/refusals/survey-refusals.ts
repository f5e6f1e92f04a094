/** About surveys. */
export const surveyRefusals = {
  'survey-unknown': {
    meaning: 'This survey was answered already, is over, or never was.',
    remedy: 'There is nothing to do; thank you.',
  },
} as const;
