import { contentVariables, standardContentVariables } from './content-variables.ts';
import { ledgerVariables } from './ledger-variables.ts';
import { storeVariables } from './store-variables.ts';
import type { VariableRow } from './variable-row.ts';

const exporters = ['otlp', 'none'] as const;
const protocols = ['http/protobuf', 'http/json'] as const;
const signals = { TRACES: 'traces', METRICS: 'metrics', LOGS: 'logs' } as const;

/** Variables of mcp-otel itself. */
const own = {
  MCP_OTEL_LOG: {
    type: 'enum',
    default: 'warn',
    values: ['none', 'error', 'warn', 'info', 'debug'],
    brief: 'What mcp-otel says about itself, on stderr. `debug` tells what was found and patched.',
  },
  MCP_OTEL_PIPELINE: {
    type: 'enum',
    default: 'app',
    values: ['app', 'own', 'both'],
    brief:
      'Where our spans go when the application has a provider of its own: through that one, through ours, or through both.',
  },
  MCP_OTEL_INSTRUMENTATIONS: {
    type: 'list',
    default: '',
    brief:
      'Further instrumentations that the application has installed, such as `undici,pg` for `@opentelemetry/instrumentation-undici` and `-pg`.',
  },
  MCP_OTEL_HIGH_VOLUME_SPANS: {
    type: 'boolean',
    default: 'false',
    brief: 'Spans for progress, log and resource-update notifications too. They are counted in any case.',
  },
  MCP_OTEL_PROPAGATE_TO_CHILDREN: {
    type: 'boolean',
    default: 'false',
    brief: 'Passes `OTEL_*`, `MCP_OTEL_*` and the preload to MCP servers that are started over stdio and run on Node.',
  },
  MCP_OTEL_BAGGAGE: {
    type: 'list',
    default: '',
    brief: 'Baggage keys that may be sent to MCP servers. None by default: a server is a third party.',
  },
  MCP_OTEL_TRUST_REMOTE: {
    type: 'enum',
    default: 'parent',
    values: ['parent', 'link', 'ignore'],
    brief:
      'What the trace context of a received message is good for: to be the parent, to be a link of a trace of our own (public servers), or nothing.',
  },
  MCP_OTEL_NATIVE_SPANS: {
    type: 'enum',
    default: 'silence',
    values: ['silence', 'keep'],
    brief: 'MCP spans that a server library makes itself: silenced, because they double ours, or kept.',
  },
  MCP_OTEL_ENRICH_TOOL_SPANS: {
    type: 'boolean',
    default: 'true',
    brief:
      'A tool call inside an `execute_tool` span of the same tool adds to that span instead of making a second one.',
  },
  MCP_OTEL_IGNORE_METHODS: {
    type: 'list',
    default: '',
    brief: 'Methods without spans and metrics, such as `ping`.',
  },
  MCP_OTEL_IGNORE_TOOLS: { type: 'list', default: '', brief: 'Tools whose calls have no spans and metrics.' },
  MCP_OTEL_IGNORE_SERVERS: {
    type: 'list',
    default: '',
    brief: 'Servers, by host or by the name they give themselves, whose calls have no spans and metrics on the client.',
  },
  MCP_OTEL_MODEL_CALLS: {
    type: 'boolean',
    default: 'true',
    brief: 'Spans and metrics for calls of models. `false` patches nothing for them.',
  },
  MCP_OTEL_TURNS: {
    type: 'enum',
    default: 'on',
    values: ['on', 'off'],
    brief:
      'Finds out, where no span is active, which model and tool calls belong to one turn of the user, and makes them one trace.',
  },
  MCP_OTEL_PRICES: {
    type: 'file',
    default: '',
    brief: 'JSON file with prices of your own, which win over list prices; see `prices.md`.',
  },
  ...contentVariables,
  ...ledgerVariables,
  ...storeVariables,
  MCP_OTEL_PROMPT_NORMALIZATION: {
    type: 'enum',
    default: 'v2',
    values: ['v1', 'v2'],
    brief: 'Rule by which ids, times and numbers are taken out of a prompt before its normalised digest is made.',
  },
  MCP_OTEL_TOKENIZER: {
    type: 'enum',
    default: 'estimate',
    values: ['estimate', 'o200k', 'cl100k', 'off'],
    brief:
      'How tokens are counted where the provider does not tell: estimated, by `gpt-tokenizer` (installed by you), or not at all.',
  },
  MCP_OTEL_USER_ID: {
    type: 'string',
    default: '',
    brief: 'Subject on whose behalf this process works (`user.id`), when no caller or token names one.',
  },
  MCP_OTEL_TENANT_CLAIM: {
    type: 'string',
    default: '',
    brief:
      'Claim that tells the tenant, of the token that the auth of an MCP server has accepted. Goes before the others.',
  },
  MCP_OTEL_TENANT_BAGGAGE: {
    type: 'string',
    default: '',
    brief: 'Key in `params._meta` or in baggage that tells the tenant: the word of the caller.',
  },
  MCP_OTEL_TENANT_RESOURCE: {
    type: 'string',
    default: '',
    brief:
      'Attribute of the resource that tells the tenant of a process, where nothing else does; for spans in Postgres.',
  },
  MCP_OTEL_QUEUE_BYTES: {
    type: 'integer',
    default: '33554432',
    min: 65_536,
    unit: 'byte',
    brief: 'Memory for spans that wait to be sent. What does not fit is dropped and counted.',
  },
  MCP_OTEL_SHUTDOWN_MS: {
    type: 'integer',
    default: '1500',
    min: 1,
    unit: 'millisecond',
    brief: 'Most time that sending what is left may add to the end of the process.',
  },
} as const satisfies Record<`MCP_OTEL_${string}`, VariableRow>;

/** Variables that the OpenTelemetry specification defines and mcp-otel honours. */
const standard = {
  ...standardContentVariables,
  OTEL_SDK_DISABLED: { type: 'boolean', default: 'false', brief: 'Loads nothing and patches nothing.' },
  OTEL_LOG_LEVEL: {
    type: 'enum',
    default: 'warn',
    values: ['none', 'error', 'warn', 'info', 'debug', 'verbose', 'all'],
    brief: 'What the OpenTelemetry SDK says about itself. Always on stderr.',
  },
  OTEL_SERVICE_NAME: { type: 'string', default: '', brief: 'Name of this service; else its package name.' },
  OTEL_RESOURCE_ATTRIBUTES: { type: 'pairs', default: '', brief: 'Further attributes of the resource.' },
  OTEL_PROPAGATORS: {
    type: 'enums',
    default: 'tracecontext,baggage',
    values: ['tracecontext', 'baggage', 'none'],
    brief: 'Formats of context in `params._meta`. `none` adds nothing to any message.',
  },
  OTEL_TRACES_EXPORTER: {
    type: 'enums',
    default: 'otlp',
    values: [...exporters, 'console'],
    brief: 'Where spans go. `console` writes a line of JSON per span on stderr.',
  },
  OTEL_METRICS_EXPORTER: {
    type: 'enums',
    default: 'otlp',
    values: [...exporters, 'prometheus'],
    brief: 'Where metrics go. `prometheus` serves them at `/metrics` and `/health/mcp`; `prometheus,otlp` does both.',
  },
  OTEL_EXPORTER_PROMETHEUS_HOST: {
    type: 'string',
    default: '127.0.0.1',
    brief: 'Address that `/metrics` is served on. Anybody who reaches it reads the metrics: loopback unless set.',
  },
  OTEL_EXPORTER_PROMETHEUS_PORT: {
    type: 'integer',
    default: '9464',
    min: 0,
    max: 65_535,
    brief: 'Port of `/metrics`; 0 is any free one. If it is taken the next nine are tried.',
  },
  OTEL_LOGS_EXPORTER: { type: 'enums', default: 'otlp', values: exporters, brief: 'Where log records go.' },
  OTEL_TRACES_SAMPLER: {
    type: 'enum',
    default: 'parentbased_always_on',
    values: [
      'always_on',
      'always_off',
      'traceidratio',
      'parentbased_always_on',
      'parentbased_always_off',
      'parentbased_traceidratio',
    ],
    brief: 'Which traces are recorded. What is not is counted as dropped, reason `sampled`.',
  },
  OTEL_TRACES_SAMPLER_ARG: { type: 'ratio', default: '1', brief: 'Share of traces that a ratio sampler records.' },
  OTEL_BSP_SCHEDULE_DELAY: {
    type: 'integer',
    default: '1000',
    min: 0,
    unit: 'millisecond',
    brief: 'Longest wait of an ended span before it is sent. A full batch is sent at once.',
  },
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: {
    type: 'integer',
    default: '512',
    min: 1,
    unit: 'span',
    brief: 'Most spans in one request.',
  },
  OTEL_METRIC_EXPORT_INTERVAL: {
    type: 'integer',
    default: '60000',
    min: 1,
    unit: 'millisecond',
    brief: 'Time between two exports of metrics.',
  },
  OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: { type: 'integer', default: '128', min: 1, brief: 'Most attributes of a span.' },
  OTEL_SPAN_EVENT_COUNT_LIMIT: { type: 'integer', default: '128', min: 1, brief: 'Most events of a span.' },
  OTEL_SPAN_LINK_COUNT_LIMIT: { type: 'integer', default: '128', min: 1, brief: 'Most links of a span.' },
  OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: {
    type: 'enum',
    default: 'cumulative',
    values: ['cumulative', 'delta', 'lowmemory'],
    brief: 'Whether counters are sent as totals or as differences.',
  },
} as const satisfies Record<`OTEL_${string}`, VariableRow>;

const otlp = {
  ENDPOINT: {
    type: 'url',
    default: 'http://localhost:4318',
    brief: 'Base address of the OTLP/HTTP receiver; `/v1/traces` and so on is added.',
  },
  HEADERS: { type: 'pairs', default: '', brief: 'Headers of every request, as `key=value,key=value`.' },
  TIMEOUT: {
    type: 'integer',
    default: '10000',
    min: 1,
    unit: 'millisecond',
    brief: 'Longest time for one request, its answer included.',
  },
  COMPRESSION: { type: 'enum', default: 'none', values: ['none', 'gzip'], brief: 'Compression of requests.' },
  PROTOCOL: {
    type: 'enum',
    default: 'http/protobuf',
    values: protocols,
    hint: 'the endpoint must be the HTTP port of the receiver, usually 4318',
    brief: 'Encoding of requests. gRPC is not spoken: the endpoint must be the HTTP port of the receiver.',
  },
  CERTIFICATE: { type: 'file', default: '', brief: 'PEM file of the authority that the server is checked against.' },
  CLIENT_KEY: { type: 'file', default: '', brief: 'PEM file of the private key for mutual TLS.' },
  CLIENT_CERTIFICATE: { type: 'file', default: '', brief: 'PEM file of the certificate for mutual TLS.' },
} as const satisfies Record<string, VariableRow>;

/** Setting of the OTLP exporter, the part of the variable's name behind `OTEL_EXPORTER_OTLP_`. */
export type OtlpSetting = keyof typeof otlp;
/** Signal as it stands in the names of variables. */
export type OtlpSignal = keyof typeof signals;

/** Every environment variable that mcp-otel reads; the reference page is generated from this table. */
export const variables: Readonly<Record<string, VariableRow>> = { ...own, ...standard, ...otlpVariables() };

/** Name of a variable with a row of its own. */
export type VariableName = keyof typeof own | keyof typeof standard;

function otlpVariables(): Record<string, VariableRow> {
  const general = Object.entries(otlp).map(([setting, row]) => [`OTEL_EXPORTER_OTLP_${setting}`, row] as const);
  const perSignal = Object.entries(signals).flatMap(([signal, word]) =>
    Object.entries(otlp).map(
      ([setting, row]) => [`OTEL_EXPORTER_OTLP_${signal}_${setting}`, forSignal(row, setting, word)] as const,
    ),
  );
  return Object.fromEntries([...general, ...perSignal]);
}

function forSignal(row: VariableRow, setting: string, word: string): VariableRow {
  const brief = setting === 'ENDPOINT' ? `Full address for ${word}, used as it is.` : `As above, for ${word} only.`;
  return { ...row, default: '', brief };
}
