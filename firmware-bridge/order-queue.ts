/** From the most to the least urgent: a coil burns, an open hand waits, a look at a door may wait longer. */
export const priorities = ['release', 'unlock', 'confirm', 'poll'] as const;
export type Priority = (typeof priorities)[number];

/**
 * A look that has waited so long goes before the next unlock: a cabinet that is opened door by door must not
 * be blind for it, or who is shut in meanwhile is not seen (rule R1).
 */
const lookPatienceMs = 200;

type Waiting<Order> = { readonly order: Order; readonly sinceMs: number };

/** What waits for its turn on the line: the most urgent first, then in the order of arrival. */
export class OrderQueue<Order extends { readonly priority: Priority }> {
  #waiting: Waiting<Order>[] = [];
  /** Between two unlocks one look of each kind goes first, so that looks hold up no unlock for long. */
  readonly #looked = new Set<Priority>();

  add(order: Order, nowMs: number): void {
    this.#waiting.push({ order, sinceMs: nowMs });
  }

  takeNext(nowMs: number): Order | undefined {
    const next = this.#first('release') ?? this.#tiredLook(nowMs) ?? this.#mostUrgent();
    if (next === undefined) return undefined;
    this.withdraw(next);
    if (next.priority === 'unlock') this.#looked.clear();
    else this.#looked.add(next.priority);
    return next;
  }

  /** Whether the order was still waiting. */
  withdraw(order: Order): boolean {
    const place = this.#waiting.findIndex((one) => one.order === order);
    if (place >= 0) this.#waiting.splice(place, 1);
    return place >= 0;
  }

  takeAll(): readonly Order[] {
    const all = this.#waiting;
    this.#waiting = [];
    return all.map(({ order }) => order);
  }

  #mostUrgent(): Order | undefined {
    return priorities.map((priority) => this.#first(priority)).find((order) => order !== undefined);
  }

  #first(priority: Priority): Order | undefined {
    return this.#waiting.find(({ order }) => order.priority === priority)?.order;
  }

  #tiredLook(nowMs: number): Order | undefined {
    return this.#waiting.find(
      ({ order: { priority }, sinceMs }) =>
        (priority === 'confirm' || priority === 'poll') &&
        nowMs - sinceMs >= lookPatienceMs &&
        !this.#looked.has(priority),
    )?.order;
  }
}
