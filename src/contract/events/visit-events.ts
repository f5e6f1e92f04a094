import { z } from 'zod';
import { kind, ofNothing, ofVisit } from './kind.ts';
import { actorOf, visit, actor } from './fields.ts';

const visitStarted = z
  .strictObject({ visit, actor })
  .meta({ id: 'VisitStarted', description: 'Somebody was admitted at the kiosk.' });

const visitEnded = z
  .strictObject({ visit, reason: z.enum(['finished', 'idle', 'interrupted']) })
  .meta({ id: 'VisitEnded', description: 'The visit is over.' });

const badgeRejected = z
  .strictObject({})
  .meta({ id: 'BadgeRejected', description: 'A badge was shown that is not on the local list.' });

export const visitEvents = {
  'visit.started': kind('visit.started', visitStarted, 'info', ofVisit, ({ visit, actor }) => ({
    visit,
    actor: actorOf(actor),
  })),
  'visit.ended': kind('visit.ended', visitEnded, 'info', ofVisit, ({ visit, reason }) => ({
    visit,
    reason,
  })),
  'badge.rejected': kind('badge.rejected', badgeRejected, 'minor', ofNothing, () => ({})),
};
