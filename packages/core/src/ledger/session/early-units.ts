import type { OfferedUnit } from '../request.ts';

/** Offers that are kept, and their size in bytes. */
const MAX_OFFERS = 256;
const MAX_BYTES = 1024 * 1024;

interface EarlyOffer {
  readonly session: string;
  readonly units: () => readonly OfferedUnit[];
  readonly bytes: number;
}

/**
 * What is offered before any model is called: it counts once one is. Bounded; the oldest are forgotten first. Most processes
 * that offer something never call a model, so nothing is looked at before.
 */
export class EarlyUnits {
  #offers: EarlyOffer[] = [];
  #bytes = 0;

  add(offer: EarlyOffer): void {
    this.#offers.push(offer);
    this.#bytes += offer.bytes;
    while (this.#offers.length > MAX_OFFERS || this.#bytes > MAX_BYTES) this.#bytes -= this.#offers.shift()?.bytes ?? 0;
  }

  takeAll(): readonly EarlyOffer[] {
    const offers = this.#offers;
    this.#offers = [];
    this.#bytes = 0;
    return offers;
  }
}
