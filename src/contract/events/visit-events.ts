import { z } from 'zod';
import type { Actor } from '#domain/state';
import { kind, ofNothing, ofVisit } from './kind.ts';
import { visit, actor } from './fields.ts';

const visitStarted = z
  .strictObject({ visit, actor })
  .meta({ id: 'VisitStarted', description: 'Somebody was admitted at the kiosk.' });

const visitEnded = z
  .strictObject({ visit, reason: z.enum(['finished', 'idle', 'interrupted']) })
  .meta({ id: 'VisitEnded', description: 'The visit is over.' });

const badgeRejected = z
  .strictObject({})
  .meta({ id: 'BadgeRejected', description: 'A badge was shown that is not on the local list.' });

function actorOf(who: Actor): z.output<typeof actor> {
  switch (who.kind) {
    case 'recipient':
      return { kind: who.kind };
    case 'delegate':
      return { kind: who.kind, codeId: who.code };
    case 'courier':
      return { kind: who.kind, courier: who.courier, carrier: who.carrier };
  }
}

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
