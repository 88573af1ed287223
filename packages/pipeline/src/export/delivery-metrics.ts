import type { Meter } from '@opentelemetry/api';
import { dropReasons, metrics, own, type DeliveryStatement, type DropReason } from '@mcp-otel/core';

/** Who tells the books of a lane at this instant. */
interface Books {
  statement(): DeliveryStatement;
}

/** Lanes with their books. */
export interface Lanes {
  readonly telemetry: Books;
  readonly audit?: Books;
}

/** Exports the delivery law of each lane: what was started, and what became of it. */
export function observeDelivery(meter: Meter, lanes: Lanes): void {
  const spans = metrics[own.METRIC_TELEMETRY_SPANS];
  const pending = metrics[own.METRIC_TELEMETRY_SPANS_PENDING];
  meter
    .createObservableCounter(own.METRIC_TELEMETRY_SPANS, { unit: spans.unit, description: spans.brief })
    .addCallback((result) => {
      for (const [lane, state, count, reason] of each(lanes, cameAndWent))
        result.observe(count, {
          [own.ATTR_LANE]: lane,
          [own.ATTR_STATE]: state,
          ...(reason !== undefined && { [own.ATTR_REASON]: reason }),
        });
    });
  meter
    .createObservableUpDownCounter(own.METRIC_TELEMETRY_SPANS_PENDING, {
      unit: pending.unit,
      description: pending.brief,
    })
    .addCallback((result) => {
      for (const [lane, place, count] of each(lanes, arePending))
        result.observe(count, { [own.ATTR_LANE]: lane, [own.ATTR_PLACE]: place });
    });
}

type Count = readonly [name: string, count: number, reason?: string];

const reasons = Object.keys(dropReasons) as readonly DropReason[];
/** Only the audit lane has a disk. */
const ofDisk: readonly string[] = ['recovered', 'spooled', 'spool_full', 'spool_damaged'];

function each(
  lanes: Lanes,
  counts: (statement: DeliveryStatement) => readonly Count[],
): readonly (readonly [lane: string, ...count: Count])[] {
  return Object.entries(lanes as unknown as Record<string, Books>).flatMap(([lane, books]) =>
    counts(books.statement())
      .filter(([name, , reason]) => lane === 'audit' || !ofDisk.includes(reason ?? name))
      .map((count) => [lane, ...count] as const),
  );
}

function cameAndWent({ started, recovered, delivered, handedOver, dropped }: DeliveryStatement): readonly Count[] {
  return [
    ['started', started],
    ['recovered', recovered],
    ['delivered', delivered],
    ['handed_over', handedOver],
    ...reasons.map((reason) => ['dropped', dropped[reason] ?? 0, reason] as const),
  ];
}

function arePending({ inFlight, spooled }: DeliveryStatement): readonly Count[] {
  return [
    ['in_flight', inFlight],
    ['spooled', spooled],
  ];
}
