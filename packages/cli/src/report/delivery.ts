import { own } from '@mcp-otel/core';
import type { ReceivedPoint, ReceivedSpan } from '@mcp-otel/pipeline';
import { groupBy } from './group-by.ts';
import { textOf } from './text-of.ts';

/** The delivery law of one process and its telemetry lane, in spans, and how many of its spans are here. */
export interface DeliveryRow {
  readonly service: string;
  readonly started: number;
  readonly delivered: number;
  /** Given to the application's own provider, whose pipeline is beyond our sight. */
  readonly handedOver: number;
  readonly dropped: number;
  readonly pending: number;
  /** Started less all of the above: 0, or the books are wrong. */
  readonly residual: number;
  /** Counted here, independently of what the process says. */
  readonly received: number;
}

/** The last word of every process about its spans, beside our own count. */
export function deliveryRows(points: readonly ReceivedPoint[], spans: readonly ReceivedSpan[]): readonly DeliveryRow[] {
  const received = groupBy(spans, ({ resource }) => resource['service.instance.id']);
  const processes = groupBy(points.filter(isDelivery), ({ resource }) => resource['service.instance.id']);
  return [...processes].map(([instance, told]) => rowOf(told, received.get(instance)?.length ?? 0));
}

function rowOf(points: readonly ReceivedPoint[], received: number): DeliveryRow {
  const latest = points.reduce((time, { timeUnixNano }) => (timeUnixNano > time ? timeUnixNano : time), 0n);
  const last = points.filter(({ timeUnixNano }) => timeUnixNano === latest);
  const sum = (key: string, value: string): number =>
    last.filter(({ attributes }) => attributes[key] === value).reduce((total, point) => total + point.value, 0);
  const started = sum(own.ATTR_STATE, 'started');
  const delivered = sum(own.ATTR_STATE, 'delivered');
  const handedOver = sum(own.ATTR_STATE, 'handed_over');
  const dropped = sum(own.ATTR_STATE, 'dropped');
  const pending = sum(own.ATTR_PLACE, 'in_flight');
  const service = textOf(points[0]?.resource['service.name']);
  const residual = started - delivered - handedOver - dropped - pending;
  return { service, started, delivered, handedOver, dropped, pending, residual, received };
}

function isDelivery({ metric, attributes }: ReceivedPoint): boolean {
  if (attributes[own.ATTR_LANE] !== 'telemetry') return false;
  return metric === own.METRIC_TELEMETRY_SPANS || metric === own.METRIC_TELEMETRY_SPANS_PENDING;
}
