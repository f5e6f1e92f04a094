import { prohibitedGoods } from '#domain/prohibited';
import type { SendingAdvice } from '#domain/sending';
import type { StaffRole } from '#domain/staff';
import type { Answer } from '#domain/decision';
import type { CodeMac, CompartmentLabel, StaffId, StayId, VisitId, Waybill } from '#domain/words';
import type { openScenario } from './stage.ts';

type Stage = Awaited<ReturnType<typeof openScenario>>;

const code = 'mac-of-a-drop-off-code' as CodeMac;
const order: Omit<SendingAdvice, 'used'> = {
  code,
  waybill: 'SF9900000001' as Waybill,
  carrier: 'SF',
  weightGrams: 1_000,
  identity: { factors: ['account'], reference: 'proof-1' },
  collectWithinHours: 24,
};

/** Senders, and the staff of the station, in the words of a story. */
export function sendersOf({ scene }: Stage) {
  const visit = (): VisitId => scene.state.visit?.id ?? ('none' as VisitId);
  const stay = (): StayId => scene.state.visit?.task?.stay ?? ('none' as StayId);
  const settled = async (asking: Promise<Answer>): Promise<Answer> => {
    const answer = await asking;
    await scene.settle();
    return answer;
  };
  return {
    centre: {
      allowsDropOff: (changed: Partial<typeof order> = {}) =>
        scene.ask('centre', { do: 'record-sendings', sendings: [{ ...order, ...changed }], numbered: [] }),
    },
    camera: {
      is: (camera: 'healthy' | 'blocked' | 'absent') => scene.ask('camera', { do: 'see-camera', camera }),
    },
    sender: {
      typesCode: () => scene.ask('sender', { do: 'begin-drop-off', wellFormed: true, code }),
      declares: (grams = 1_020) =>
        settled(
          scene.ask('sender', {
            do: 'start-drop-off',
            visit: visit(),
            size: 'S',
            prohibitedVersion: prohibitedGoods.version,
            isUnsealed: true,
            isLabelled: true,
            weighing: { grams, weighedBy: 'scale' },
          }),
        ),
      confirms: () => scene.ask('sender', { do: 'confirm-drop-off', visit: visit(), stay: stay() }),
      takesBack: () =>
        settled(
          scene.ask('sender', { do: 'cancel-drop-off', visit: visit(), stay: stay(), parcelInside: 'yes' }),
        ),
      finishes: () => scene.ask('sender', { do: 'finish-visit', visit: visit() }),
    },
    staff: {
      signsIn: (role: StaffRole) =>
        scene.ask(role, { do: 'admit-staff', staff: { id: `${role}-1` as StaffId, role } }),
      opens: (compartment: string) =>
        settled(
          scene.ask('technician', {
            do: 'open-service',
            visit: visit(),
            compartment: compartment as CompartmentLabel,
            case: null,
          }),
        ),
      takesOutOfService: (compartment: string) =>
        scene.ask('technician', {
          do: 'disable-compartment',
          visit: visit(),
          compartment: compartment as CompartmentLabel,
          reason: 'defect',
        }),
      bringsBack: (compartment: string) =>
        scene.ask('technician', {
          do: 'enable-compartment',
          visit: visit(),
          compartment: compartment as CompartmentLabel,
        }),
      finishes: () => scene.ask('staff', { do: 'finish-visit', visit: visit() }),
    },
  };
}
