import {
  burnTiers,
  MIN_COVERAGE,
  type BurnTier,
  type SecurityEvent,
  type ThresholdName,
  type ThresholdRow,
  type Thresholds,
} from '@mcp-otel/core';
import { label, overflowing, series } from '../names.ts';

/** When an alert fires, and what tells apart several of one name. */
export interface Condition {
  readonly expr: string;
  /** The figure, as a template of Prometheus. */
  readonly shown: string;
  readonly window?: string;
  readonly tier?: BurnTier;
}

const PERCENT = '{{ $value | humanizePercentage }}';
const NUMBER = '{{ $value | humanize }}';

const sign = ({ direction }: ThresholdRow): string => (direction === 'above' ? '>' : '<');
const passes = (figure: string, row: ThresholdRow): string => `${figure} ${sign(row)} ${row.value}`;

function guarded(traffic: string, { guard }: ThresholdRow): string {
  return guard === undefined ? '' : `\nand ${traffic}${guard.window} >= ${guard.value}`;
}

/** The same ratio in the row's window, and in its second one where it has one. */
function ratio(figure: string, row: ThresholdRow): string {
  const second = row.second === undefined ? '' : `\nand ${passes(`${figure}${row.second}`, row)}`;
  return `${passes(`${figure}${row.window}`, row)}${second}`;
}

const TOOL_ERRORS = 'job:mcp_tool_errors:ratio';
const TOOL_CALLS_IN = 'job:mcp_tool_calls:increase';

function measured(figure: string, coverage: string, traffic: string, row: ThresholdRow): Condition {
  const isMeasurable = `\nand ${coverage}${row.window} >= ${MIN_COVERAGE}`;
  return { expr: `${ratio(figure, row)}${guarded(traffic, row)}${isMeasurable}`, shown: PERCENT };
}

function burn(row: ThresholdRow, tier: BurnTier): Condition {
  const budget = `${tier.times} * ${round(1 - row.value)}`;
  const over = (window: string): string => `${TOOL_ERRORS}${window} > ${budget}`;
  return {
    expr: `${over(tier.window)}\nand ${over(tier.second)}${tier.guarded ? guarded(TOOL_CALLS_IN, row) : ''}`,
    shown: PERCENT,
    window: tier.window,
    tier,
  };
}

/** A difference of decimals, without what binary numbers make of it. */
function round(value: number): number {
  return Number(value.toPrecision(12));
}

function event(name: SecurityEvent, row: ThresholdRow): Condition {
  return { expr: passes(`job_event:mcp_security_events:increase1h{${label.event}="${name}"}`, row), shown: NUMBER };
}

/** The conditions of each threshold. */
export function conditionsOf(all: Thresholds): Readonly<Record<ThresholdName, readonly Condition[]>> {
  return {
    access_denied: [event('access_denied', all.access_denied)],
    rate_limit: [event('rate_limit', all.rate_limit)],
    budget_exceeded: [event('budget_exceeded', all.budget_exceeded)],
    token_efficiency: [
      measured(
        'job:mcp_token_efficiency:ratio',
        'job:mcp_token_coverage:ratio',
        'job:mcp_tokens:increase',
        all.token_efficiency,
      ),
    ],
    context_loss: [loss(all.context_loss)],
    context_loss_burst: [loss(all.context_loss_burst)],
    ledger_coverage: [simple('job:mcp_token_coverage:ratio', 'job:mcp_tokens:increase', all.ledger_coverage)],
    context_coverage: [
      simple('job:mcp_context_coverage:ratio', 'job:mcp_context_tokens:increase', all.context_coverage),
    ],
    session_calls: [simple('job:mcp_sessions_out_of_band:ratio', 'job:mcp_sessions:increase', all.session_calls)],
    session_runaways: [count(passes('job:mcp_session_runaways:increase15m', all.session_runaways))],
    tool_success_objective: burnTiers.map((tier) => burn(all.tool_success_objective, tier)),
    tool_success: [
      {
        expr: `1 - ${TOOL_ERRORS}${all.tool_success.window} < ${all.tool_success.value}${guarded(TOOL_CALLS_IN, all.tool_success)}`,
        shown: PERCENT,
      },
    ],
    error_rate: [{ ...simple(TOOL_ERRORS, TOOL_CALLS_IN, all.error_rate), window: all.error_rate.window }],
    error_rate_quiet: [quiet(all)],
    error_pattern: [newErrors(all.error_pattern)],
    mean_latency: [
      {
        expr: `${passes('job:mcp_tool_latency_seconds:mean10m', all.mean_latency)}${guarded(TOOL_CALLS_IN, all.mean_latency)}`,
        shown: '{{ $value | humanizeDuration }}',
      },
    ],
    slow_calls: [simple('job:mcp_tool_slow:ratio', TOOL_CALLS_IN, all.slow_calls)],
    call_spike: [spike(all.call_spike)],
    access_denied_share: [
      simple('job_side:mcp_access_denied:ratio', 'job_side:mcp_requests:increase', all.access_denied_share),
    ],
    prompt_drift: [
      simple('job_template:mcp_prompt_drift:ratio', 'job_template:mcp_prompt_invocations:increase', all.prompt_drift),
    ],
    prompt_variants: [
      count(
        passes(`round(job_template:mcp_prompt_variants:increase${all.prompt_variants.window})`, all.prompt_variants),
      ),
    ],
    telemetry_vanished: [
      count(
        `count by (job) (${series.spans} offset ${all.telemetry_vanished.window}) > ${all.telemetry_vanished.value}\nunless count by (job) (${series.spans})`,
      ),
    ],
    metric_overflow: [count(passes(`count by (job) (${overflowing()})`, all.metric_overflow))],
    scrape_left_out: [count(passes(`max by (job) (${series.scrapeLeftOut})`, all.scrape_left_out))],
    delivery_residual: [count(passes('abs(instance_lane:mcp_spans:residual)', all.delivery_residual))],
    spans_dropped: [simple('job_lane:mcp_spans_lost:ratio', 'job_lane:mcp_spans_started:increase', all.spans_dropped)],
  };
}

function simple(figure: string, traffic: string, row: ThresholdRow): Condition {
  return { expr: `${ratio(figure, row)}${guarded(traffic, row)}`, shown: PERCENT };
}

function count(expr: string): Condition {
  return { expr, shown: NUMBER };
}

function loss(row: ThresholdRow): Condition {
  return measured(
    'job:mcp_context_loss:ratio',
    'job:mcp_context_coverage:ratio',
    'job:mcp_context_tokens:increase',
    row,
  );
}

/** Judges by an hour where five minutes are too thin to be judged. */
function quiet({ error_rate: busy, error_rate_quiet: row }: Thresholds): Condition {
  const { guard } = busy;
  const unless = guard === undefined ? '' : `\nunless ${TOOL_CALLS_IN}${guard.window} >= ${guard.value}`;
  return {
    ...simple(TOOL_ERRORS, TOOL_CALLS_IN, row),
    expr: `${simple(TOOL_ERRORS, TOOL_CALLS_IN, row).expr}${unless}`,
    window: row.window,
  };
}

/** A kind of failure that the day before has not had. */
function newErrors(row: ThresholdRow): Condition {
  const figure = `job_error:mcp_errors:increase${row.window}`;
  return {
    expr: `round(${figure}) ${sign(row)} ${row.value}\nunless max_over_time(${figure}[1d] offset ${row.window}) > 0`,
    shown: NUMBER,
  };
}

/** Samples of six hours at the interval of the rules; a shorter past says nothing about what is usual. */
const ENOUGH_PAST = 700;

function spike(row: ThresholdRow): Condition {
  const past = 'job:mcp_tool_calls:rate5m[1d] offset 10m';
  return {
    expr: `job:mcp_tool_calls:rate5m\n  > ${row.value} * (quantile_over_time(0.95, ${past}) and count_over_time(${past}) >= ${ENOUGH_PAST})${guarded(TOOL_CALLS_IN, row)}`,
    shown: '{{ $value | humanize }} calls/s',
  };
}
