/**
 * What must not be sent, by kinds that a sender understands (S4-1). The notes on law name the duty to show
 * a list and no clause of it, so that this is a short one with which the list of any carrier begins. A sender
 * ticks one version, and the version stands in the event.
 */
export const prohibitedGoods = {
  version: 1,
  kinds: [
    'weapons',
    'explosives',
    'flammable-liquids',
    'gases',
    'loose-batteries',
    'poisons',
    'radioactive',
    'infectious',
    'drugs',
    'live-animals',
    'cash',
    'unlawful-prints',
  ],
} as const;
