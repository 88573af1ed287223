/**
 * The messages of OTLP 1.x as data: field numbers for protobuf, names for JSON. One table reads both encodings.
 * Source: opentelemetry-proto 1.9, `trace/v1`, `metrics/v1`, `logs/v1` and `common/v1`.
 */

/** One field of a message. */
export interface Field {
  readonly number: number;
  readonly name: string;
  /**
   * `id` is bytes written as hex; `time` a 64-bit count of nanoseconds; `attributes` a list of key and value that
   * becomes one object; `value` an `AnyValue`; `int64` is fixed, eight bytes.
   */
  readonly kind:
    | 'string'
    | 'id'
    | 'time'
    | 'number'
    | 'fixed32'
    | 'int64'
    | 'double'
    | 'message'
    | 'messages'
    | 'attributes'
    | 'value';
  readonly of?: Schema;
}

/** Fields of a message. */
export type Schema = readonly Field[];

function field(number: number, name: string, kind: Field['kind'], of?: Schema): Field {
  return { number, name, kind, ...(of !== undefined && { of }) };
}

const status = [field(2, 'message', 'string'), field(3, 'code', 'number')];

const event = [
  field(1, 'timeUnixNano', 'time'),
  field(2, 'name', 'string'),
  field(3, 'attributes', 'attributes'),
  field(4, 'droppedAttributesCount', 'number'),
];

const link = [
  field(1, 'traceId', 'id'),
  field(2, 'spanId', 'id'),
  field(3, 'traceState', 'string'),
  field(4, 'attributes', 'attributes'),
];

const span = [
  field(1, 'traceId', 'id'),
  field(2, 'spanId', 'id'),
  field(3, 'traceState', 'string'),
  field(4, 'parentSpanId', 'id'),
  field(5, 'name', 'string'),
  field(6, 'kind', 'number'),
  field(7, 'startTimeUnixNano', 'time'),
  field(8, 'endTimeUnixNano', 'time'),
  field(9, 'attributes', 'attributes'),
  field(11, 'events', 'messages', event),
  field(13, 'links', 'messages', link),
  field(15, 'status', 'message', status),
  field(16, 'flags', 'fixed32'),
];

const scope = [field(1, 'name', 'string'), field(2, 'version', 'string'), field(3, 'attributes', 'attributes')];

const resource = [field(1, 'attributes', 'attributes')];

function request(list: string, scopes: string, items: string, item: Schema): Schema {
  const perScope = [
    field(1, 'scope', 'message', scope),
    field(2, items, 'messages', item),
    field(3, 'schemaUrl', 'string'),
  ];
  const perResource = [
    field(1, 'resource', 'message', resource),
    field(2, scopes, 'messages', perScope),
    field(3, 'schemaUrl', 'string'),
  ];
  return [field(1, list, 'messages', perResource)];
}

/** `ExportTraceServiceRequest`. */
export const traceRequest: Schema = request('resourceSpans', 'scopeSpans', 'spans', span);

const logRecord = [
  field(1, 'timeUnixNano', 'time'),
  field(2, 'severityNumber', 'number'),
  field(3, 'severityText', 'string'),
  field(5, 'body', 'value'),
  field(6, 'attributes', 'attributes'),
  field(9, 'traceId', 'id'),
  field(10, 'spanId', 'id'),
  field(11, 'observedTimeUnixNano', 'time'),
  field(12, 'eventName', 'string'),
];

/** `ExportLogsServiceRequest`. */
export const logsRequest: Schema = request('resourceLogs', 'scopeLogs', 'logRecords', logRecord);

const numberPoint = [
  field(2, 'startTimeUnixNano', 'time'),
  field(3, 'timeUnixNano', 'time'),
  field(4, 'asDouble', 'double'),
  field(6, 'asInt', 'int64'),
  field(7, 'attributes', 'attributes'),
];

const numbers = [field(1, 'dataPoints', 'messages', numberPoint)];

// Histograms and summaries are passed over until something reads them.
const metric = [
  field(1, 'name', 'string'),
  field(2, 'description', 'string'),
  field(3, 'unit', 'string'),
  field(5, 'gauge', 'message', numbers),
  field(7, 'sum', 'message', numbers),
];

/** `ExportMetricsServiceRequest`. */
export const metricsRequest: Schema = request('resourceMetrics', 'scopeMetrics', 'metrics', metric);
