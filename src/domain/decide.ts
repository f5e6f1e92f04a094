import type { Chance } from './chance.ts';
import type { Command } from './commands.ts';
import type { Decision } from './decision.ts';
import { clearFault, raiseFault } from './fault-list.ts';
import type { Moment } from './moment.ts';
import type { StationState } from './state.ts';
import { loseBoard, restoreBoard } from './workflows/boards.ts';
import { recordCode } from './workflows/code-record.ts';
import { admitCourier } from './workflows/courier-visit.ts';
import { cancelDeposit, confirmDeposit, startDeposit } from './workflows/deposit.ts';
import { seeDoor } from './workflows/doors.ts';
import { confirmPickup, enterCode, reopenDoor } from './workflows/pickup.ts';
import { confirmEmpty, reportInside } from './workflows/release.ts';
import { recordNotified } from './workflows/retention.ts';
import { settleUnlock } from './workflows/settlement.ts';
import { startStation } from './workflows/start.ts';
import { passTime } from './workflows/time.ts';
import { accept } from './workflows/verdict.ts';
import { extendVisit, finishVisit } from './workflows/visit-end.ts';

/**
 * What the station does about a command: the events that become true, the effects to run once they are on
 * disk, and the answer. Pure; the same state, command, moment and chance always give the same decision.
 */
export function decide(state: StationState, command: Command, now: Moment, chance: Chance): Decision {
  switch (command.do) {
    case 'start-station':
      return startStation(state, command, now);
    case 'admit-courier':
      return admitCourier(state, command, now, chance);
    case 'start-deposit':
      return startDeposit(state, command, now, chance);
    case 'confirm-deposit':
      return confirmDeposit(state, command, now);
    case 'cancel-deposit':
      return cancelDeposit(state, command, now, chance);
    case 'record-code':
      return recordCode(state, command, now);
    case 'enter-code':
      return enterCode(state, command, now, chance);
    case 'reopen-door':
      return reopenDoor(state, command, now, chance);
    case 'confirm-pickup':
      return confirmPickup(state, command, now);
    case 'extend-visit':
      return extendVisit(state, command.visit, now);
    case 'finish-visit':
      return finishVisit(state, command.visit, now);
    case 'see-door':
      return seeDoor(state, command, now, chance);
    case 'settle-unlock':
      return settleUnlock(state, command, now, chance);
    case 'report-inside':
      return reportInside(state, now, chance);
    case 'confirm-empty':
      return confirmEmpty(state, command, now);
    case 'lose-board':
      return loseBoard(state, command.board, now);
    case 'restore-board':
      return restoreBoard(state, command.board, now);
    case 'change-link':
      return accept(
        state.link === command.link ? [] : [{ type: 'link.changed', at: now, link: command.link }],
      );
    case 'record-notified':
      return recordNotified(state, command, now);
    case 'raise-fault':
      return accept(raiseFault(state, command.fault, command.subject, [], now));
    case 'clear-fault':
      return accept(clearFault(state, command.fault, command.subject, now));
    case 'pass-time':
      return passTime(state, now, chance);
  }
}
