import * as cases from './cases.ts';
import * as compartments from './compartments.ts';
import * as doors from './doors.ts';
import type { Machine } from './machine.ts';
import * as recovery from './recovery.ts';
import * as stays from './stays.ts';
import * as visits from './visits.ts';

/** In the order of the page: the parcel, the person at the door, the metal, and who looks after it. */
export const everyMachine: readonly Machine[] = [
  stays.stay,
  stays.shelved,
  stays.custody,
  stays.code,
  visits.visit,
  doors.deposit,
  visits.displacement,
  doors.withdrawal,
  doors.correction,
  doors.pickup,
  visits.parcel,
  doors.search,
  doors.recall,
  visits.label,
  visits.manifest,
  doors.dropOff,
  stays.allowance,
  doors.service,
  stays.reservation,
  compartments.quarantine,
  compartments.disablement,
  compartments.ajar,
  compartments.release,
  compartments.pulse,
  compartments.sensor,
  cases.helpCase,
  cases.tier,
  cases.audit,
  cases.survey,
  recovery.recovery,
  recovery.confirmation,
];
