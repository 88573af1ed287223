/** Why a span did not arrive: whether somebody chose so, and what has happened. */
export const dropReasons = {
  queue_bytes: { chosen: false, brief: 'The queue was full.' },
  sampled: { chosen: true, brief: 'The sampler refused it.' },
  serialise_fail: { chosen: false, brief: 'It could not be encoded.' },
  sink_reject: { chosen: false, brief: 'The receiver refused it.' },
  shutdown_deadline: { chosen: false, brief: 'The process ended before it could be sent.' },
  disabled: { chosen: true, brief: 'No exporter of traces is set.' },
  spool_full: {
    chosen: false,
    brief: 'The folder for spans that wait to be stored was full, and older ones had to go.',
  },
  spool_damaged: {
    chosen: false,
    brief: 'Its file in that folder could not be read any more, or the folder could not be used at all.',
  },
} as const;

/** Why a span did not arrive. */
export type DropReason = keyof typeof dropReasons;

/** Where a span is that is neither delivered nor given up. */
export type PendingPlace = 'open' | 'queued' | 'sending' | 'spooled';

/** State of one lane at one instant, in spans. */
export interface DeliveryStatement {
  readonly started: number;
  /** Found on disk, where a process before had left them. */
  readonly recovered: number;
  readonly delivered: number;
  /** Given to the application's own provider, whose pipeline is beyond our sight. */
  readonly handedOver: number;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  readonly inFlight: number;
  /** On disk, from where they are sent. */
  readonly spooled: number;
  /** `started` and `recovered` less all of the above: 0, or the books are wrong. */
  readonly residual: number;
}

/**
 * The delivery law of one lane: `started + recovered = delivered + handed over + in flight + spooled + dropped`, at any
 * instant.
 *
 * Every step books where a span comes from and where it goes, so a forgotten step shows as a residual instead of a
 * span that silently vanished.
 */
export class DeliveryLedger {
  #started = 0;
  #recovered = 0;
  #delivered = 0;
  #handedOver = 0;
  readonly #dropped = new Map<DropReason, number>();
  readonly #pending: Record<PendingPlace, number> = { open: 0, queued: 0, sending: 0, spooled: 0 };

  /** A span was started in our own pipeline. */
  start(): void {
    this.#started += 1;
    this.#pending.open += 1;
  }

  /** Spans were found on disk. */
  recover(spans: number): void {
    this.#recovered += spans;
    this.#pending.spooled += spans;
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
    const { spooled } = this.#pending;
    const started = this.#started;
    const recovered = this.#recovered;
    const delivered = this.#delivered;
    const handedOver = this.#handedOver;
    return {
      started,
      recovered,
      delivered,
      handedOver,
      dropped,
      inFlight,
      spooled,
      residual: started + recovered - delivered - handedOver - lost - inFlight - spooled,
    };
  }

  #drop(reason: DropReason, spans: number): void {
    this.#dropped.set(reason, (this.#dropped.get(reason) ?? 0) + spans);
  }
}
