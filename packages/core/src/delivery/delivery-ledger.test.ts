import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DeliveryLedger } from './delivery-ledger.ts';

describe('DeliveryLedger', () => {
  test('books every span once: started + recovered = delivered + handed over + in flight + spooled + dropped', () => {
    const ledger = new DeliveryLedger();
    for (let span = 0; span < 5; span += 1) ledger.start();
    ledger.handOver();
    ledger.refuse('sampled');
    ledger.recover(4);
    ledger.deliver('spooled', 3);
    ledger.drop('open', 'queue_bytes', 1);
    ledger.move('open', 'queued', 3);
    ledger.move('queued', 'sending', 3);
    ledger.deliver('sending', 2);
    ledger.drop('sending', 'sink_reject', 1);
    expect(ledger.statement()).toEqual({
      started: 7,
      recovered: 4,
      delivered: 5,
      handedOver: 1,
      dropped: { sampled: 1, queue_bytes: 1, sink_reject: 1 },
      inFlight: 1,
      spooled: 1,
      residual: 0,
    });
  });
  test('has residual 0 after any order of steps', () => {
    const step = fc.constantFrom<(ledger: DeliveryLedger) => void>(
      (ledger) => ledger.start(),
      (ledger) => ledger.handOver(),
      (ledger) => ledger.refuse('disabled'),
      (ledger) => ledger.recover(3),
      (ledger) => ledger.move('sending', 'spooled', 2),
      (ledger) => ledger.move('open', 'queued', 1),
      (ledger) => ledger.move('sending', 'queued', 2),
      (ledger) => ledger.deliver('sending', 1),
      (ledger) => ledger.drop('queued', 'shutdown_deadline', 1),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const ledger = new DeliveryLedger();
        for (const take of steps) take(ledger);
        expect(ledger.statement().residual).toBe(0);
      }),
    );
  });
});
