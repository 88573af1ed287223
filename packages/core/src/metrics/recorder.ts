import type { Attributes, Histogram, Meter, UpDownCounter } from '@opentelemetry/api';
import { methodRow } from '../vocabulary/methods.ts';
import * as own from '../vocabulary/own-names.ts';
import { revisions } from '../vocabulary/revisions.ts';
import * as semconv from '../vocabulary/semconv.ts';
import type { Outcome } from '../outcome/outcome.ts';
import { CallCounts } from './call-counts.ts';
import { redactionClasses, type RedactionClass } from '../redaction/rules/classes.ts';
import { securityEvents, type SecurityEvent } from '../vocabulary/security-events.ts';
import { histogram, observeCounter, observeUpDown, upDownCounter } from './instruments.ts';
import { LabelGuard, OTHER } from './label-guard.ts';

/** The side of a call that this process is on. */
export type Side = 'client' | 'server';

/** What all recorders of a process share: a call may begin with one and end with another. */
export class SharedCounts {
  /** A tool is listed once and called often. */
  readonly guard = new LabelGuard();
  /** Calls without an answer now, per side that has had one: a fact of the process, whoever records it. */
  readonly inFlight: Partial<Record<Side, number>> = {};
  /** What could not be told, how often: a fact of the process as well. */
  readonly omissions: Partial<Record<Omission, number>> = {};

  /** What was taken out of text, by class, how often. */
  readonly redactions: Partial<Record<RedactionClass, number>> = {};

  /** A request waits for its answer. */
  callStarted(side: Side): void {
    this.inFlight[side] = (this.inFlight[side] ?? 0) + 1;
  }

  /** The request of an earlier `callStarted` has ended. */
  callSettled(side: Side): void {
    this.inFlight[side] = (this.inFlight[side] ?? 1) - 1;
  }

  /** What was refused, by the side that saw it, how often. */
  readonly securityEvents: Readonly<Record<Side, Partial<Record<SecurityEvent, number>>>> = { client: {}, server: {} };

  /** A refusal was seen. */
  refused(side: Side, event: SecurityEvent): void {
    const events = this.securityEvents[side];
    events[event] = (events[event] ?? 0) + 1;
  }

  /** A secret was taken out of text. */
  redacted(redactionClass: RedactionClass): void {
    this.redactions[redactionClass] = (this.redactions[redactionClass] ?? 0) + 1;
  }

  /** Something could not be told. */
  omitted(omission: Omission): void {
    this.omissions[omission] = (this.omissions[omission] ?? 0) + 1;
  }
}

const omissions = [
  'price_unknown',
  'governance_invalid',
  'body_too_large',
  'body_unreadable',
  'usage_implausible',
  'session_closed_early',
] as const;

/** Something that could not be told. */
export type Omission = (typeof omissions)[number];

// A counter that is born with its first event has no increase: what has not happened yet is told as 0.
const classes = Object.keys(redactionClasses) as readonly RedactionClass[];
const eventTypes = Object.keys(securityEvents) as readonly SecurityEvent[];

/** One ended message, as the metrics see it. */
export interface EndedCall {
  readonly side: Side;
  readonly method: string;
  readonly tool?: string | undefined;
  readonly outcome: Outcome;
  /** Seconds. Absent for messages that are counted and not timed. */
  readonly seconds?: number | undefined;
  /** Labels of the operation's duration besides method and tool: transport, version, `error.type`. */
  readonly labels: Attributes;
}

/** One ended connection. */
export interface EndedSession {
  readonly side: Side;
  readonly seconds: number;
  readonly labels: Attributes;
}

/** Records the metrics of the MCP seam; every instrument is made from the table in `vocabulary/metrics.ts`. */
export class Recorder {
  readonly #guard: LabelGuard;
  /** Of this recorder: another provider must not be told of calls that this one has counted. */
  readonly #ended = new CallCounts();
  readonly #sessions: UpDownCounter;
  readonly #operationDuration: Readonly<Record<Side, Histogram>>;
  readonly #sessionDuration: Readonly<Record<Side, Histogram>>;

  constructor(meter: Meter, shared: SharedCounts) {
    this.#guard = shared.guard;
    observeCounter(meter, own.METRIC_CALLS, (observe) => {
      for (const { labels, calls } of this.#ended.series()) observe(calls, labels);
    });
    observeUpDown(meter, own.METRIC_CALLS_IN_FLIGHT, (observe) => {
      for (const [side, calls] of Object.entries(shared.inFlight)) observe(calls, { [own.ATTR_SIDE]: side });
    });
    observeCounter(meter, own.METRIC_OMISSIONS, (observe) => {
      for (const omission of omissions) observe(shared.omissions[omission] ?? 0, { [own.ATTR_OMISSION]: omission });
    });
    observeCounter(meter, own.METRIC_REDACTIONS, (observe) => {
      for (const name of classes) observe(shared.redactions[name] ?? 0, { [own.ATTR_REDACTION_CLASS]: name });
    });
    observeCounter(meter, own.METRIC_SECURITY_EVENTS, (observe) => {
      for (const [side, events] of Object.entries(shared.securityEvents))
        for (const event of eventTypes)
          observe(events[event] ?? 0, { [own.ATTR_SIDE]: side, [own.ATTR_SECURITY_EVENT]: event });
    });
    this.#sessions = upDownCounter(meter, own.METRIC_SESSIONS_ACTIVE);
    this.#operationDuration = {
      client: histogram(meter, semconv.METRIC_MCP_CLIENT_OPERATION_DURATION),
      server: histogram(meter, semconv.METRIC_MCP_SERVER_OPERATION_DURATION),
    };
    this.#sessionDuration = {
      client: histogram(meter, semconv.METRIC_MCP_CLIENT_SESSION_DURATION),
      server: histogram(meter, semconv.METRIC_MCP_SERVER_SESSION_DURATION),
    };
  }

  /** A server has listed its tools to this process, or this process its own: their calls begin at 0. */
  toolsListed(side: Side, tools: Iterable<string>): void {
    for (const tool of tools) {
      if (this.#guard.label(tool, 'histogram') === OTHER) continue;
      for (const outcome of firstOutcomes) this.#ended.begin({ side, method: 'tools/call', tool, outcome });
    }
  }

  /** A message has ended: it is counted, and timed if it has a duration. */
  callEnded({ side, method, tool, outcome, seconds, labels }: EndedCall): void {
    const known = methodRow(method) === undefined ? OTHER : method;
    const guard = this.#guard;
    this.#ended.add({ side, method: known, tool: tool && guard.label(tool, 'counter'), outcome });
    if (seconds === undefined) return;
    this.#operationDuration[side].record(seconds, {
      [semconv.ATTR_MCP_METHOD_NAME]: known,
      ...(tool !== undefined && { [semconv.ATTR_GEN_AI_TOOL_NAME]: guard.label(tool, 'histogram') }),
      ...bounded(labels),
    });
  }

  /** A session begins; the labels tell its transport. */
  sessionOpened(side: Side, labels: Attributes): void {
    this.#sessions.add(1, { [own.ATTR_SIDE]: side, ...labels });
  }

  /** The session of an earlier `sessionOpened` is over. */
  sessionClosed(side: Side, labels: Attributes): void {
    this.#sessions.add(-1, { [own.ATTR_SIDE]: side, ...labels });
  }

  /** The duration of a session that is over. */
  sessionEnded({ side, seconds, labels }: EndedSession): void {
    this.#sessionDuration[side].record(seconds, bounded(labels));
  }
}

/** What most calls end with. Other outcomes begin with their first call: each costs a series per tool. */
const firstOutcomes = ['ok', 'tool_error'] as const;

/** A protocol version is the peer's word; only those that exist may make a series. */
function bounded(labels: Attributes): Attributes {
  const version = labels[semconv.ATTR_MCP_PROTOCOL_VERSION];
  if (typeof version !== 'string' || revisions.includes(version)) return labels;
  return { ...labels, [semconv.ATTR_MCP_PROTOCOL_VERSION]: OTHER };
}
