import type { Command } from '#domain/commands';
import type { Stay, StationState } from '#domain/state';
import type { CodeMac, VisitId } from '#domain/words';
import { maskContact } from './contact.ts';
import type { KioskParts } from './room.ts';

/**
 * Code and notice are made before the core is asked, so that the delegation and its notice are one commit;
 * where the core refuses, nobody ever learns the digits.
 */
export async function drawCode(
  parts: Pick<KioskParts, 'vault' | 'control' | 'clock' | 'recallCode'>,
  visit: VisitId,
  contact: string,
): Promise<Command> {
  const { vault, control, clock, recallCode } = parts;
  const maskedContact = maskContact(contact);
  const stay = stayOf(control.state(), visit);
  if (stay === undefined) return { do: 'delegate-code', visit, maskedContact, drawn: null };
  const { hours, extraHours, fee: feeRule } = stay.keeping;
  const sealedContact = await vault.sealContact(contact);
  const retentionHours = hours + extraHours;
  const noticed = { id: stay.id, sealedContact, retentionHours, feeRule, position: null };
  const isTaken = (code: CodeMac): boolean => recallCode(code, null, clock.now()).kind !== 'unknown';
  const { record, notice } = await vault.issueCode(noticed, isTaken);
  const drawn = { record: { ...record, issuedAt: clock.now() }, notice };
  return { do: 'delegate-code', visit, maskedContact, drawn };
}

/** A parcel that the visit may still take; the notice names one, the code opens all of them. */
function stayOf({ visit, stays }: StationState, id: VisitId): Stay | undefined {
  const parcels = visit?.id === id ? (visit.entitlement?.parcels ?? []) : [];
  return stays.find((stay) => parcels.some((parcel) => parcel.stay === stay.id));
}
