import type { AuditSight, AuditVerdict } from '#domain/audits';
import type { Answer } from '#domain/decision';
import type { VisitId } from '#domain/words';
import type { Scene } from '#simulator/harness/virtual/scene';

const who = 'technician';

/** Somebody of the staff who walks along the doors with a key and looks. */
export function auditorOf(scene: Scene) {
  const visit = (): VisitId => scene.state.visit?.id ?? ('none' as VisitId);
  const about = (compartment: string) => ({ visit: visit(), compartment: compartment as never });
  const auditor = {
    signsIn: (): Promise<Answer> =>
      scene.ask(who, { do: 'admit-staff', staff: { id: 'technician-1' as never, role: 'technician' } }),
    starts: () => scene.ask(who, { do: 'start-audit', visit: visit() }),
    sees: (compartment: string, seen: AuditSight) =>
      scene.ask(who, { do: 'record-finding', ...about(compartment), seen }),
    decides: (compartment: string, verdict: AuditVerdict) =>
      scene.ask(who, { do: 'adjudicate', ...about(compartment), verdict }),
    finishes: () => scene.ask(who, { do: 'finish-audit', visit: visit() }),
    leaves: () => scene.ask(who, { do: 'finish-visit', visit: visit() }),
    /** Looks behind every door, reads every label, and decides as it is. */
    async audits(): Promise<Answer> {
      await auditor.starts();
      for (const { label } of scene.state.plan.compartments) {
        const content = scene.world.hands.contentOf(label);
        const stay = scene.state.stays.find(({ compartment }) => compartment === label);
        await auditor.sees(label, content === null ? 'empty' : 'parcel');
        await auditor.decides(label, verdictOn(content, stay?.waybill ?? null));
      }
      return auditor.finishes();
    },
  };
  return auditor;
}

function verdictOn(content: string | null, waybill: string | null): AuditVerdict {
  if (content === null) return waybill === null ? 'empty' : 'parcel-absent';
  return content === waybill ? 'parcel-present' : 'unknown';
}
