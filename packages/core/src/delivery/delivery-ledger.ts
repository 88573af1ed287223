/** Why a span did not arrive: whether somebody chose so, and what has happened. */
export const dropReasons = {
  queue_bytes: { chosen: false, brief: 'The queue was full.' },
  sampled: { chosen: true, brief: 'The sampler refused it.' },
  serialise_fail: { chosen: false, brief: 'It could not be encoded.' },
  sink_reject: { chosen: false, brief: 'The receiver refused it.' },
  shutdown_deadline: { chosen: false, brief: 'The process ended before it could be sent.' },
  disabled: { chosen: true, brief: 'No exporter of traces is set.' },
} as const;

/** Why a span did not arrive. */
export type DropReason = keyof typeof dropReasons;

/** Where a span is that is neither delivered nor given up. */
export type PendingPlace = 'open' | 'queued' | 'sending';

/** State of one lane at one instant, in spans. */
export interface DeliveryStatement {
  readonly started: number;
  readonly delivered: number;
  /** Given to the application's own provider, whose pipeline is beyond our sight. */
  readonly handedOver: number;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  readonly inFlight: number;
  /** `started` less all of the above: 0, or the books are wrong. */
  readonly residual: number;
}

/**
 * The delivery law of one lane: `started = delivered + handed over + in flight + dropped`, at any instant.
 *
 * Every step books where a span comes from and where it goes, so a forgotten step shows as a residual instead of a
 * span that silently vanished.
 */
export class DeliveryLedger {
  #started = 0;
  #delivered = 0;
  #handedOver = 0;
  readonly #dropped = new Map<DropReason, number>();
  readonly #pending: Record<PendingPlace, number> = { open: 0, queued: 0, sending: 0 };

  /** A span was started in our own pipeline. */
  start(): void {
    this.#started += 1;
    this.#pending.open += 1;
  }

  /** A span was started in the application's pipeline. */
  handOver(): void {
    this.#started += 1;
    this.#handedOver += 1;
  }

  /** A span was never recorded. */
  refuse(reason: DropReason): void {
    this.#started += 1;
    this.#drop(reason, 1);
  }

  /** Spans are now somewhere else, and still pending. */
  move(from: PendingPlace, to: PendingPlace, spans: number): void {
    this.#pending[from] -= spans;
    this.#pending[to] += spans;
  }

  /** A receiver has taken them. */
  deliver(from: PendingPlace, spans: number): void {
    this.#pending[from] -= spans;
    this.#delivered += spans;
  }

  /** They are given up. */
  drop(from: PendingPlace, reason: DropReason, spans: number): void {
    this.#pending[from] -= spans;
    this.#drop(reason, spans);
  }

  /** The books at this instant. */
  statement(): DeliveryStatement {
    const dropped = Object.fromEntries(this.#dropped) as Partial<Record<DropReason, number>>;
    const inFlight = this.#pending.open + this.#pending.queued + this.#pending.sending;
    const lost = [...this.#dropped.values()].reduce((sum, spans) => sum + spans, 0);
    const { started, delivered, handedOver } = this.#totals();
    return {
      started,
      delivered,
      handedOver,
      dropped,
      inFlight,
      residual: started - delivered - handedOver - lost - inFlight,
    };
  }

  #totals(): Pick<DeliveryStatement, 'started' | 'delivered' | 'handedOver'> {
    return { started: this.#started, delivered: this.#delivered, handedOver: this.#handedOver };
  }

  #drop(reason: DropReason, spans: number): void {
    this.#dropped.set(reason, (this.#dropped.get(reason) ?? 0) + spans);
  }
}
