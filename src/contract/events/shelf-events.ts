import { z } from 'zod';
import type { Placer, ReleaseProof } from '#domain/shelves';
import { sizes } from '#domain/words';
import { declared, declaredOf, interlock } from './declaration.ts';
import {
  carrier,
  codeId,
  compartment,
  courier,
  door,
  maskedContact,
  staff,
  stay,
  visit,
  waybill,
} from './fields.ts';
import { kind, ofStay, ofVisit, placementOf } from './kind.ts';

const position = z.string().describe('A shelf position: shelf, layer and number, for example 5-2-3001.');
/** The field is named as everywhere: where the parcel is, whatever holds it. */
const onShelf = { stay, waybill, compartment: position };

const by = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('courier'), courier }),
    z.strictObject({ kind: z.literal('staff'), staff }),
  ])
  .describe('Who put the parcel there.');

const shelfPlaced = z
  .strictObject({
    ...onShelf,
    visit,
    by,
    carrier,
    size: z.enum(sizes),
    maskedContact,
    ...declared,
    announced: z.boolean().describe('The centre had said something of this parcel.'),
  })
  .meta({ id: 'ShelfPlaced', description: 'The parcel is in custody of the station, on an open shelf.' });

const shelfRefused = z
  .strictObject({
    visit,
    by,
    carrier,
    waybill,
    position,
    reason: z.string().describe('A code of docs/refusals.md.'),
    interlock: interlock.nullable().describe('The must of the law that stopped it, where one did.'),
  })
  .meta({ id: 'ShelfRefused', description: 'A parcel was turned away at the shelves.' });

const shelfMoved = z
  .strictObject({ ...onShelf, visit, by, to: position })
  .meta({ id: 'ShelfMoved', description: 'The parcel lies at another position now.' });

const shelfReleased = z
  .strictObject({ ...onShelf, visit, by: z.enum(['recipient', 'delegate']), codeId })
  .meta({
    id: 'ShelfReleased',
    description: 'Somebody scanned the parcel out at the gate with the two numbers of their code.',
  });

const proof = z
  .discriminatedUnion('by', [
    z.strictObject({ by: z.literal('code'), codeId }),
    z.strictObject({ by: z.literal('identity'), reference: z.string() }),
  ])
  .describe('By what the person was entitled; of an identity only the name of the record is kept.');

const shelfHandedOver = z
  .strictObject({ ...onShelf, visit, staff, proof })
  .meta({ id: 'ShelfHandedOver', description: "An attendant gave the parcel into the recipient's hands." });

const checkoutStopped = z
  .strictObject({
    visit,
    codeId,
    waybill,
    position: position.nullable().describe('Where the parcel belongs; null where none is known here.'),
    scannedCount: z.int().min(1),
  })
  .meta({
    id: 'CheckoutStopped',
    description: 'A parcel was scanned that the code does not entitle to; nothing was released.',
  });

const gateIntended = z
  .strictObject({
    intention: z.string(),
    authorisation: z.string(),
    compartment: compartment.describe('The gate.'),
    cause: z.enum(['checkout', 'exit']),
    visit: visit.nullable().describe('Null for somebody who only wanted to go out.'),
    pulse: z.int().min(1),
    doorBefore: door,
  })
  .meta({ id: 'GateIntended', description: 'A pulse for the gate was decided and is about to be sent.' });

/** Copied one by one: what is not named here cannot leave the station by accident. */
function placerOf(placer: Placer): z.output<typeof by> {
  return placer.kind === 'courier'
    ? { kind: placer.kind, courier: placer.courier }
    : { kind: placer.kind, staff: placer.staff };
}

function proofOf(given: ReleaseProof): z.output<typeof proof> {
  return given.by === 'code'
    ? { by: given.by, codeId: given.code }
    : { by: given.by, reference: given.reference };
}

export const shelfEvents = {
  'shelf.placed': kind(
    'shelf.placed',
    shelfPlaced,
    'info',
    ofStay,
    (event) => ({
      ...placementOf(event),
      visit: event.visit,
      by: placerOf(event.by),
      carrier: event.carrier,
      size: event.size,
      maskedContact: event.maskedContact,
      ...declaredOf(event),
      announced: event.announced,
    }),
    ['maskedContact'],
  ),
  'shelf.refused': kind(
    'shelf.refused',
    shelfRefused,
    'minor',
    (event) => event.waybill,
    (event) => ({
      visit: event.visit,
      by: placerOf(event.by),
      carrier: event.carrier,
      waybill: event.waybill,
      position: event.position,
      reason: event.reason,
      interlock: event.interlock,
    }),
  ),
  'shelf.moved': kind('shelf.moved', shelfMoved, 'info', ofStay, (event) => ({
    ...placementOf(event),
    visit: event.visit,
    by: placerOf(event.by),
    to: event.to,
  })),
  'shelf.released': kind('shelf.released', shelfReleased, 'info', ofStay, (event) => ({
    ...placementOf(event),
    visit: event.visit,
    by: event.by,
    codeId: event.code,
  })),
  'shelf.handed-over': kind('shelf.handed-over', shelfHandedOver, 'info', ofStay, (event) => ({
    ...placementOf(event),
    visit: event.visit,
    staff: event.staff,
    proof: proofOf(event.proof),
  })),
  'checkout.stopped': kind('checkout.stopped', checkoutStopped, 'major', ofVisit, (event) => ({
    visit: event.visit,
    codeId: event.code,
    waybill: event.waybill,
    position: event.position,
    scannedCount: event.scannedCount,
  })),
  'gate.intended': kind(
    'gate.intended',
    gateIntended,
    'info',
    (event) => event.compartment,
    (event) => ({
      intention: event.intention,
      authorisation: event.authorisation,
      compartment: event.compartment,
      cause: event.cause,
      visit: event.visit,
      pulse: event.pulse,
      doorBefore: event.doorBefore,
    }),
  ),
};
