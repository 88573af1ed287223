import { countsForSuccess, dropReasons, own, securityEvents, semconv, type Outcome } from '@mcp-otel/core';
import { DataPointType, type MetricData, type ResourceMetrics } from '@opentelemetry/sdk-metrics';

/** What `/health/mcp` says: whether telemetry is whole, and the totals of this process since it began. */
export interface Health {
  /** `degraded` when spans were lost, or the books of spans do not balance. */
  readonly status: 'healthy' | 'degraded';
  readonly metrics: {
    /** Calls of tools, on the side that calls them where there is one. */
    readonly tool_call_stats: {
      readonly total_calls: number;
      readonly successful: number;
      readonly failed: number;
      /** Milliseconds; null without a call. */
      readonly avg_latency_ms: number | null;
    };
    /** Refusals that were seen, by type. */
    readonly security_events: Readonly<Record<string, { readonly count: number }>>;
    /** Ends of connections that this process holds: of one within it, both. */
    readonly active_connections: number;
    readonly calls_in_flight: number;
    readonly telemetry: {
      readonly started: number;
      readonly delivered: number;
      readonly dropped: number;
      readonly residual: number;
    };
  };
}

/** Sums up what the SDK has collected. */
export function healthOf({ scopeMetrics }: ResourceMetrics): Health {
  const points = new Points(scopeMetrics.flatMap(({ metrics }) => metrics));
  const side =
    points.numbers(own.METRIC_CALLS, { [own.ATTR_SIDE]: 'client', ...toolCalls }).length > 0 ? 'client' : 'server';
  const telemetry = telemetryOf(points);
  return {
    status: telemetry.residual === 0 && telemetry.lost === 0 ? 'healthy' : 'degraded',
    metrics: {
      tool_call_stats: toolStats(points, side),
      security_events: Object.fromEntries(
        Object.keys(securityEvents).map((event) => [
          event,
          {
            count: points.sum(own.METRIC_SECURITY_EVENTS, { [own.ATTR_SIDE]: side, [own.ATTR_SECURITY_EVENT]: event }),
          },
        ]),
      ),
      active_connections: points.sum(own.METRIC_SESSIONS_ACTIVE, {}),
      calls_in_flight: points.sum(own.METRIC_CALLS_IN_FLIGHT, {}),
      telemetry: {
        started: telemetry.started,
        delivered: telemetry.delivered,
        dropped: telemetry.dropped,
        residual: telemetry.residual,
      },
    },
  };
}

const toolCalls = { [semconv.ATTR_MCP_METHOD_NAME]: 'tools/call' };

type Labels = Readonly<Record<string, unknown>>;

/** Values of the metrics by name and labels. */
class Points {
  readonly #metrics: readonly MetricData[];

  constructor(metrics: readonly MetricData[]) {
    this.#metrics = metrics;
  }

  numbers(name: string, labels: Labels): readonly { readonly value: number; readonly attributes: Labels }[] {
    return this.#metrics
      .filter(({ descriptor }) => descriptor.name === name)
      .flatMap((metric) => (metric.dataPointType === DataPointType.SUM ? metric.dataPoints : []))
      .filter(({ attributes }) => Object.entries(labels).every(([key, value]) => attributes[key] === value));
  }

  sum(name: string, labels: Labels): number {
    return this.numbers(name, labels).reduce((sum, { value }) => sum + value, 0);
  }

  /** Sum and count of a histogram. */
  total(name: string, labels: Labels): { readonly sum: number; readonly count: number } {
    const total = { sum: 0, count: 0 };
    for (const metric of this.#metrics) {
      if (metric.descriptor.name !== name || metric.dataPointType !== DataPointType.HISTOGRAM) continue;
      for (const { attributes, value } of metric.dataPoints) {
        if (!Object.entries(labels).every(([key, wanted]) => attributes[key] === wanted)) continue;
        total.sum += value.sum ?? 0;
        total.count += value.count;
      }
    }
    return total;
  }
}

function toolStats(points: Points, side: 'client' | 'server'): Health['metrics']['tool_call_stats'] {
  const calls = points.numbers(own.METRIC_CALLS, { [own.ATTR_SIDE]: side, ...toolCalls });
  const sumOf = (wanted: (outcome: Outcome) => boolean): number =>
    calls
      .filter(({ attributes }) => wanted(attributes[own.ATTR_OUTCOME] as Outcome))
      .reduce((sum, { value }) => sum + value, 0);
  const { sum, count } = points.total(`mcp.${side}.operation.duration`, toolCalls);
  return {
    total_calls: sumOf(() => true),
    successful: sumOf((outcome) => outcome === 'ok'),
    failed: sumOf((outcome) => outcome !== 'ok' && countsForSuccess('tools/call', outcome)),
    avg_latency_ms: count === 0 ? null : (sum / count) * 1000,
  };
}

function telemetryOf(points: Points): Health['metrics']['telemetry'] & { readonly lost: number } {
  const state = (name: string): number => points.sum(own.METRIC_TELEMETRY_SPANS, { [own.ATTR_STATE]: name });
  const lost = Object.entries(dropReasons)
    .filter(([, { chosen }]) => !chosen)
    .map(([reason]) =>
      points.sum(own.METRIC_TELEMETRY_SPANS, { [own.ATTR_STATE]: 'dropped', [own.ATTR_REASON]: reason }),
    );
  const [started, delivered, dropped] = [state('started'), state('delivered'), state('dropped')];
  const pending = points.sum(own.METRIC_TELEMETRY_SPANS_PENDING, {});
  return {
    started,
    delivered,
    dropped,
    lost: lost.reduce((sum, spans) => sum + spans, 0),
    residual: started - delivered - state('handed_over') - dropped - pending,
  };
}
