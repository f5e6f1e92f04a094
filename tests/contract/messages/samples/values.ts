import type { Moment } from '#domain/moment';
import type { CodeRecord } from '#domain/state';
import type {
  AuthorisationId,
  BoardId,
  BootId,
  CodeId,
  CodeMac,
  CompartmentLabel,
  CourierId,
  IntentionId,
  ReservationId,
  StaffId,
  StayId,
  VisitId,
  Waybill,
} from '#domain/words';

/** 2026-11-22T08:00:00.250Z, 40 days into a run: more milliseconds than 32 bits hold. */
export const at: Moment = {
  wallMs: 1_795_334_400_250,
  monoMs: 3_456_000_000,
  boot: 'boot-1' as BootId,
  clock: 'trusted',
};

/** What must never leave the station outside of a sealed notice. */
export const secrets = {
  codeMac: 'mac-of-the-code' as CodeMac,
  extensionMac: 'mac-of-the-extension' as CodeMac,
  sealedContact: 'sealed-contact',
  recipient: 'recipient-key-1',
};

export const stay = 'stay-1' as StayId;
export const visit = 'visit-1' as VisitId;
export const compartment = 'A07' as CompartmentLabel;
export const waybill = 'SF1234567890123' as Waybill;
export const courier = 'courier-1' as CourierId;
export const staff = 'staff-1' as StaffId;
export const intention = 'intention-1' as IntentionId;
export const code = 'code-1' as CodeId;
export const board = 'left-0' as BoardId;
export const placement = { stay, waybill, compartment };
export const evidence = {
  doorOpened: true,
  doorClosed: true,
  occupancy: 'occupied',
  confirmedBy: 'sensor',
} as const;
export const record: CodeRecord = {
  code: secrets.codeMac,
  extension: secrets.extensionMac,
  key: 'key-1',
  issuedAt: at,
};
export const authorisation = 'authorisation-1' as AuthorisationId;
export const reservation = 'reservation-1' as ReservationId;
