/** From the most to the least urgent: a coil burns, an open hand waits, a look at a door may wait longer. */
export const priorities = ['release', 'unlock', 'confirm', 'poll'] as const;
export type Priority = (typeof priorities)[number];

/** What waits for its turn on the line: the most urgent first, then in the order of arrival. */
export class OrderQueue<Order extends { readonly priority: Priority }> {
  #waiting: Order[] = [];

  add(order: Order): void {
    this.#waiting.push(order);
  }

  takeNext(): Order | undefined {
    const next = priorities
      .map((priority) => this.#waiting.find((order) => order.priority === priority))
      .find((order) => order !== undefined);
    if (next) this.withdraw(next);
    return next;
  }

  /** Whether the order was still waiting. */
  withdraw(order: Order): boolean {
    const place = this.#waiting.indexOf(order);
    if (place >= 0) this.#waiting.splice(place, 1);
    return place >= 0;
  }

  takeAll(): readonly Order[] {
    const all = this.#waiting;
    this.#waiting = [];
    return all;
  }
}
