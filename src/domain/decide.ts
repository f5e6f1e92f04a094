import type { Chance } from './chance.ts';
import type { Command } from './commands.ts';
import type { Decider, Deciders } from './deciders.ts';
import type { Decision } from './decision.ts';
import { clearFault, raiseFault } from './fault-list.ts';
import type { Moment } from './moment.ts';
import type { StationState } from './state.ts';
import { answerSurvey } from './workflows/aftermath.ts';
import { adjudicate, finishAudit, recordFinding, startAudit } from './workflows/audit.ts';
import { loseBoard, restoreBoard } from './workflows/boards.ts';
import { acknowledgeCase, callHelp, resolveCase } from './workflows/cases.ts';
import { enterCode } from './workflows/code-entry.ts';
import { joinCode, recordCode } from './workflows/code-record.ts';
import { admitCourier } from './workflows/courier-visit.ts';
import { delegateCode, revokeDelegate } from './workflows/delegation.ts';
import { cancelDeposit } from './workflows/deposit-cancel.ts';
import { correctDeposit, reopenDeposit } from './workflows/deposit-correction.ts';
import { reportOccupied, resizeDeposit } from './workflows/deposit-displacement.ts';
import { confirmDeposit, startDeposit } from './workflows/deposit.ts';
import { allowDropOff, beginDropOff, recordSendings, startDropOff } from './workflows/drop-off.ts';
import { cancelDropOff, confirmDropOff } from './workflows/drop-off-door.ts';
import { seeDoor } from './workflows/doors.ts';
import { reportMissing } from './workflows/missing-parcel.ts';
import { openParcel, reopenDoor } from './workflows/pickup.ts';
import { confirmPickup } from './workflows/pickup-end.ts';
import { reportProblem } from './workflows/problem-report.ts';
import { rejectParcel } from './workflows/rejection.ts';
import { confirmEmpty, reportInside } from './workflows/release.ts';
import { admitStaff, disableCompartment, enableCompartment, openService } from './workflows/service-visit.ts';
import { closeManifest } from './workflows/manifest.ts';
import {
  cancelRecall,
  orderRecall,
  reopenRecall,
  scanRecalled,
  startRecall,
  takeBack,
} from './workflows/recall.ts';
import { acknowledgeEpoch, compareStays, demandAudit, renewCodes } from './workflows/recovery.ts';
import { extendPolicy, extendRetention, recordNotified } from './workflows/retention.ts';
import { cancelReservation, reserveCompartment } from './workflows/reservations.ts';
import { judgeSensors } from './workflows/sensor-verdict.ts';
import { tellFillLevel } from './workflows/fill-level.ts';
import { openGate } from './workflows/gate.ts';
import { moveShelved, placeParcel } from './workflows/shelf-placement.ts';
import { checkOut, handOver, rejectShelved } from './workflows/shelf-release.ts';
import { settleUnlock } from './workflows/settlement.ts';
import { seeCamera } from './workflows/camera.ts';
import { startStation } from './workflows/start.ts';
import { passTime } from './workflows/time.ts';
import { accept } from './workflows/verdict.ts';
import { extendVisit, finishVisit } from './workflows/visit-end.ts';

/** Which workflow decides which command. */
const deciders: Deciders<Command> = {
  'start-station': startStation,
  'admit-courier': admitCourier,
  'start-deposit': startDeposit,
  'confirm-deposit': confirmDeposit,
  'cancel-deposit': cancelDeposit,
  'resize-deposit': resizeDeposit,
  'report-occupied': reportOccupied,
  'reopen-deposit': reopenDeposit,
  'correct-deposit': correctDeposit,
  reserve: reserveCompartment,
  'cancel-reservation': cancelReservation,
  'record-code': recordCode,
  'join-code': joinCode,
  'delegate-code': delegateCode,
  'revoke-delegate': revokeDelegate,
  'enter-code': enterCode,
  'open-parcel': openParcel,
  'reopen-door': reopenDoor,
  'confirm-pickup': confirmPickup,
  'reject-parcel': rejectParcel,
  'report-missing': reportMissing,
  'report-problem': reportProblem,
  'extend-visit': extendVisit,
  'finish-visit': finishVisit,
  'see-door': seeDoor,
  'settle-unlock': settleUnlock,
  'report-inside': (state, _command, now, chance) => reportInside(state, now, chance),
  'confirm-empty': confirmEmpty,
  'lose-board': (state, command, now) => loseBoard(state, command.board, now),
  'restore-board': (state, command, now) => restoreBoard(state, command.board, now),
  'change-link': (state, command, now) =>
    accept(state.link === command.link ? [] : [{ type: 'link.changed', at: now, link: command.link }]),
  'change-quiet': (state, { isQuiet }, now) =>
    accept(state.isQuiet === isQuiet ? [] : [{ type: 'quiet.changed', at: now, isQuiet }]),
  'record-notified': recordNotified,
  'extend-retention': extendRetention,
  'extend-policy': extendPolicy,
  'recall-parcel': orderRecall,
  'start-recall': startRecall,
  'take-back': takeBack,
  'scan-recalled': scanRecalled,
  'reopen-recall': reopenRecall,
  'cancel-recall': cancelRecall,
  'close-manifest': closeManifest,
  'raise-fault': (state, command, now) => accept(raiseFault(state, command.fault, command.subject, [], now)),
  'clear-fault': (state, command, now) => accept(clearFault(state, command.fault, command.subject, now)),
  'purge-records': (_state, { count, upTo }, now) =>
    accept([{ type: 'records.purged', at: now, count, upTo }]),
  'prune-records': (_state, { count, upTo }, now) =>
    accept([{ type: 'records.pruned', at: now, count, upTo }]),
  'record-sendings': recordSendings,
  'begin-drop-off': beginDropOff,
  'allow-drop-off': allowDropOff,
  'start-drop-off': startDropOff,
  'confirm-drop-off': confirmDropOff,
  'cancel-drop-off': cancelDropOff,
  'see-camera': seeCamera,
  'admit-staff': admitStaff,
  'open-service': openService,
  'disable-compartment': disableCompartment,
  'enable-compartment': enableCompartment,
  'place-parcel': placeParcel,
  'move-shelved': moveShelved,
  'check-out': checkOut,
  'open-gate': (state, _command, now, chance) => openGate(state, now, chance),
  'hand-over': handOver,
  'reject-shelved': rejectShelved,
  'start-audit': startAudit,
  'record-finding': recordFinding,
  adjudicate,
  'finish-audit': finishAudit,
  'acknowledge-epoch': acknowledgeEpoch,
  'demand-audit': demandAudit,
  'compare-stays': compareStays,
  'renew-codes': renewCodes,
  'call-help': callHelp,
  'acknowledge-case': acknowledgeCase,
  'resolve-case': resolveCase,
  'answer-survey': answerSurvey,
  'pass-time': (state, _command, now, chance) => passTime(state, now, chance),
};

/**
 * What the station does about a command: the events that become true, the effects to run once they are on
 * disk, and the answer. Pure; the same state, command, moment and chance always give the same decision.
 */
export function decide(state: StationState, command: Command, now: Moment, chance: Chance): Decision {
  // The table pairs every command with its own decider, which the compiler cannot follow through the index.
  const decider = deciders[command.do] as Decider<Command>;
  const decision = judgeSensors(state, command, decider(state, command, now, chance), now);
  return tellFillLevel(state, decision, now);
}
