import type { Command } from '#domain/commands';
import type { TypedNumbers } from '#domain/commands/shelf-commands';
import type { Answer } from '#domain/decision';
import type { StationState, Visit } from '#domain/state';
import type { CourierId, Size, VisitId } from '#domain/words';
import { offeredOf, startDepositOf } from '#kiosk/deposit-command';
import type { DepositBody } from '#kiosk/deposit-command';
import { drawCode } from '#kiosk/delegate-code';
import { enterCode, recallNumbers } from '#kiosk/typed-code';
import type { Controller, Witness } from './controller.ts';
import type { SeededSecrets } from './seeded-vault.ts';

/** What a courier types or scans of one parcel. */
export type Declared = {
  readonly waybill: string;
  readonly size: Size;
  /** Empty where the courier types nothing, because the centre told. */
  readonly contact: string;
  /** Whether the courier asked the recipient by telephone and says so; a careful one has. */
  readonly hasAsked?: boolean;
} & Partial<Pick<DepositBody, 'condition' | 'weightG' | 'joins'>>;

/** The local list of couriers of a virtual world: a badge is the courier's id. */
const badgePattern = /^courier-\d+$/;

/** The screen and its keys, without the page: what people press becomes the commands that the page sends. */
export class VirtualKiosk {
  readonly #controller: Controller;
  readonly #secrets: SeededSecrets;
  readonly #witness: Witness;

  constructor(controller: Controller, secrets: SeededSecrets, witness: Witness) {
    this.#controller = controller;
    this.#secrets = secrets;
    this.#witness = witness;
  }

  /** What the screen is drawn from; null while it is dark. */
  get state(): StationState | null {
    return this.#controller.isServing ? (this.#controller.run?.station.state() ?? null) : null;
  }

  get visit(): Visit | null {
    return this.state?.visit ?? null;
  }

  /** Null where the screen went dark before it could answer. */
  async ask(who: string, command: Command): Promise<Answer | null> {
    const run = this.#controller.run;
    if (run === null) return null;
    this.#witness({ kind: 'pressed', who, command });
    const answer = await new Promise<Answer | null>((resolve) => {
      const forget = run.life.onEnd(() => resolve(null));
      void run.station.ask(command).then((given) => {
        forget();
        resolve(run.life.isOn ? given : null);
      });
    });
    this.#witness({ kind: 'asked', who, command, answer, state: run.station.state() });
    return answer;
  }

  async showBadge(who: string, badge: string): Promise<Answer | null> {
    const courier = badgePattern.test(badge) ? { id: badge as CourierId, carrier: 'SF' } : null;
    return this.ask(who, { do: 'admit-courier', courier });
  }

  /** A careful courier: asked the recipient by telephone, and typed the number twice alike. */
  async startDeposit(who: string, visit: VisitId, declared: Declared): Promise<Answer | null> {
    const run = this.#controller.run;
    if (run === null) return null;
    const { contact, hasAsked = true, ...said } = declared;
    const typed = this.#typedContact(contact);
    const asked = hasAsked ? { consent: { channel: 'phone' as const } } : {};
    return this.ask(who, await startDepositOf(this.#partsOf(run), visit, { ...typed, ...asked, ...said }));
  }

  /** Draws a code for somebody else, as the page has it drawn. */
  async delegate(who: string, visit: VisitId, contact: string): Promise<Answer | null> {
    const run = this.#controller.run;
    if (run === null) return null;
    this.#witness({ kind: 'contact', contact });
    const { ledger } = run.store;
    const parts = {
      vault: this.#secrets.vault,
      clock: run.life.clock,
      control: run.station,
      recallCode: ledger.recallCode.bind(ledger),
    };
    return this.ask(who, await drawCode(parts, visit, contact));
  }

  /** An attendant or a courier scans a parcel and the position where it lies. */
  async placeParcel(
    who: string,
    visit: VisitId,
    position: string,
    declared: Declared,
  ): Promise<Answer | null> {
    const run = this.#controller.run;
    if (run === null) return null;
    const { contact, waybill, size } = declared;
    const typed = this.#typedContact(contact);
    const consent = { channel: 'phone' as const };
    const offered = await offeredOf(this.#partsOf(run), { waybill, consent, ...typed });
    const placed = { visit, waybill, position, size, carrier: 'SF', ...offered };
    return this.ask(who, { do: 'place-parcel', ...placed });
  }

  /** What the station makes of both numbers, for the gate and for an attendant; null in the dark. */
  numbersOf(code: string, extension: string): TypedNumbers | null {
    const run = this.#controller.run;
    if (run === null) return null;
    const recallCode = run.ledger.recallCode.bind(run.ledger);
    return recallNumbers({ vault: this.#secrets.vault, clock: run.life.clock, recallCode }, code, extension);
  }

  /** Digits as they were typed; `extension` is empty where nobody asked for it. */
  async typeCode(who: string, code: string, extension: string): Promise<Answer | null> {
    const run = this.#controller.run;
    if (run === null) return null;
    const { ledger } = run;
    const parts = {
      vault: this.#secrets.vault,
      clock: run.life.clock,
      recallCode: ledger.recallCode.bind(ledger),
    };
    return this.ask(who, enterCode(parts, code, extension));
  }

  /** What a deposit and a placement need of the station. */
  #partsOf({ store, life }: NonNullable<Controller['run']>) {
    const { ledger } = store;
    const { vault } = this.#secrets;
    return { vault, clock: life.clock, recallWaybill: ledger.recallWaybill.bind(ledger) };
  }

  /** A number is typed twice; nobody may ever find it in a sink (invariant I10). */
  #typedContact(contact: string): Pick<DepositBody, 'contact' | 'contactRepeated'> {
    if (contact === '') return {};
    this.#witness({ kind: 'contact', contact });
    return { contact, contactRepeated: contact };
  }
}
