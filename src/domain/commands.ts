import type { AuditCommand } from './commands/audit-commands.ts';
import type { CaseCommand } from './commands/case-commands.ts';
import type { CodeCommand } from './commands/code-commands.ts';
import type { DepositCommand } from './commands/deposit-commands.ts';
import type { DoorCommand } from './commands/door-commands.ts';
import type { PickupCommand } from './commands/pickup-commands.ts';
import type { RecoveryCommand } from './commands/recovery-commands.ts';
import type { RecallCommand } from './commands/recall-commands.ts';
import type { ReleaseCommand } from './commands/release-commands.ts';
import type { SendingCommand } from './commands/sending-commands.ts';
import type { ServiceCommand } from './commands/service-commands.ts';
import type { ShelfCommand } from './commands/shelf-commands.ts';
import type { StationCommand } from './commands/station-commands.ts';
import type { StayCommand } from './commands/stay-commands.ts';
import type { SurveyCommand } from './commands/survey-commands.ts';
import type { VisitCommand } from './commands/visit-commands.ts';

/** What somebody or something asks of the station. Every family has a file of its own in `commands/`. */
export type Command =
  | StationCommand
  | VisitCommand
  | DepositCommand
  | CodeCommand
  | PickupCommand
  | RecallCommand
  | RecoveryCommand
  | DoorCommand
  | ReleaseCommand
  | StayCommand
  | SendingCommand
  | ServiceCommand
  | ShelfCommand
  | AuditCommand
  | CaseCommand
  | SurveyCommand;
