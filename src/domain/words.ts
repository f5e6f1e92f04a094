/**
 * The words of the house as types. Every identifier is branded, so that a
 * compartment label cannot be passed where a stay is meant.
 */

declare const brand: unique symbol;

type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Printed on the door, unique in the station, for example `A07`. */
export type CompartmentLabel = Branded<'CompartmentLabel'>;
/** One parcel's time in this station, from the courier's deposit to its end. */
export type StayId = Branded<'StayId'>;
/** One person's time at the kiosk. */
export type VisitId = Branded<'VisitId'>;
/** One pulse that was decided and written down before any frame is sent. */
export type IntentionId = Branded<'IntentionId'>;
/** What entitles somebody to an opening; up to three pulses share one (rule R6). */
export type AuthorisationId = Branded<'AuthorisationId'>;
export type CourierId = Branded<'CourierId'>;
/** An attendant or a technician, by the id of the local list. */
export type StaffId = Branded<'StaffId'>;
/** One walk of an auditor from door to door. */
export type AuditId = Branded<'AuditId'>;
export type BoardId = Branded<'BoardId'>;
/** Number on the parcel's label, normalised by `waybill.ts`. */
export type Waybill = Branded<'Waybill'>;
/** One run of the process; changes at every start. */
export type BootId = Branded<'BootId'>;
/** Something that somebody must answer and settle; the number is told to the person who asked. */
export type CaseNumber = Branded<'CaseNumber'>;
/** A pickup code, of a recipient or of a delegate; says nothing about its digits. */
export type CodeId = Branded<'CodeId'>;
/** A compartment that is kept free for somebody. */
export type ReservationId = Branded<'ReservationId'>;
/** Under which one person may say once what a visit was like. */
export type SurveyCode = Branded<'SurveyCode'>;
/** A person of the operator, by the id of the operator's own list; never a name. */
export type OperatorId = Branded<'OperatorId'>;
/** Hexadecimal HMAC-SHA256 of a code or an extension under the station's code key. */
export type CodeMac = Branded<'CodeMac'>;

/** From the smallest to the largest; the order is what "next larger" means. */
export const sizes = ['XS', 'S', 'M', 'L', 'XL'] as const;
export type Size = (typeof sizes)[number];

/** Why a recipient does not want the goods. */
export const rejectionReasons = ['damaged', 'wrong-parcel', 'unwanted', 'late', 'other'] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

export type Door = 'open' | 'closed' | 'unknown';
export type Occupancy = 'occupied' | 'empty' | 'unknown';

/**
 * What a door is opened for. `withdrawal`: whoever brought a parcel takes it back before its deposit or
 * drop-off is complete · `correction`: the courier looks again after a deposit that is complete · `recall`: a
 * stored parcel is taken back · `search`: a recipient looks for something forgotten.
 */
export const doorPurposes = [
  'deposit',
  'withdrawal',
  'correction',
  'pickup',
  'search',
  'recall',
  'drop-off',
  'service',
] as const;
export type DoorPurpose = (typeof doorPurposes)[number];

/**
 * Why a parcel is taken back. `wrong`: the courier put it in by mistake · `ordered`: the centre wants it
 * back · `outbound`: a sender handed it in, and nobody else is to take it.
 */
export const recallCauses = ['overdue', 'rejected', 'damaged', 'wrong', 'ordered', 'outbound'] as const;
export type RecallCause = (typeof recallCauses)[number];
