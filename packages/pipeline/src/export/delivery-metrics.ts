import type { Meter } from '@opentelemetry/api';
import { dropReasons, metrics, own, type DeliveryLedger, type DropReason } from '@mcp-otel/core';

/** Exports the delivery law of a lane: what was started, and what became of it. */
export function observeDelivery(meter: Meter, lane: 'telemetry' | 'audit', ledger: DeliveryLedger): void {
  const spans = metrics[own.METRIC_TELEMETRY_SPANS];
  const pending = metrics[own.METRIC_TELEMETRY_SPANS_PENDING];
  meter
    .createObservableCounter(own.METRIC_TELEMETRY_SPANS, { unit: spans.unit, description: spans.brief })
    .addCallback((result) => {
      const { started, delivered, handedOver, dropped } = ledger.statement();
      const observe = (state: string, count: number, reason?: string): void =>
        result.observe(count, {
          [own.ATTR_LANE]: lane,
          [own.ATTR_STATE]: state,
          ...(reason !== undefined && { [own.ATTR_REASON]: reason }),
        });
      observe('started', started);
      observe('delivered', delivered);
      observe('handed_over', handedOver);
      for (const reason of reasons) observe('dropped', dropped[reason] ?? 0, reason);
    });
  meter
    .createObservableUpDownCounter(own.METRIC_TELEMETRY_SPANS_PENDING, {
      unit: pending.unit,
      description: pending.brief,
    })
    .addCallback((result) => {
      result.observe(ledger.statement().inFlight, { [own.ATTR_LANE]: lane, [own.ATTR_PLACE]: 'in_flight' });
    });
}

const reasons = Object.keys(dropReasons) as readonly DropReason[];
