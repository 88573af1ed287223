import { countsForSuccess, type Outcome } from '@mcp-otel/core';
import { placeOf, type SpanRow } from '../rows/span-row.ts';
import { hourNumber, hourText } from './times.ts';

/** Sums of one hour, session and side, as `accept_batch` takes them. */
export interface SessionHour {
  readonly hour: string;
  readonly session_id: string;
  readonly side: 'client' | 'server';
  tool_ok: number;
  tool_failed: number;
  tool_other: number;
  model_calls: number;
  other_calls: number;
  input_tokens: number;
  output_tokens: number;
  cost_nano_usd: number;
  security_events: number;
}

const SERVER = 2;
const SESSION_ID = placeOf('session_id');
const CALL = placeOf('call');
const KIND = placeOf('kind');
const START_TIME = placeOf('start_time');
const SECURITY_EVENT = placeOf('security_event');
const OUTCOME = placeOf('outcome');
const INPUT_TOKENS = placeOf('input_tokens');
const OUTPUT_TOKENS = placeOf('output_tokens');
const COST = placeOf('cost_nano_usd');

/** Sums of the calls in a batch. */
export class SessionHours {
  readonly #hours = new Map<string, SessionHour>();

  add(row: SpanRow): void {
    const session = row[SESSION_ID];
    const call = row[CALL];
    const security = row[SECURITY_EVENT];
    if (typeof session !== 'string' || (call === undefined && security === undefined)) return;
    const sums = this.#sumsOf(hourNumber(Number(row[START_TIME])), session, row[KIND] === SERVER ? 'server' : 'client');
    if (security !== undefined) sums.security_events += 1;
    if (call === 'tool') sums[toolSum(row)] += 1;
    else if (call === 'model') addModelCall(sums, row);
    else if (call !== undefined) sums.other_calls += 1;
  }

  all(): readonly SessionHour[] {
    return [...this.#hours.values()];
  }

  #sumsOf(hour: number, session: string, side: SessionHour['side']): SessionHour {
    const key = `${hour} ${side} ${session}`;
    const known = this.#hours.get(key);
    if (known !== undefined) return known;
    const sums = { hour: hourText(hour), session_id: session, side, ...nothing };
    this.#hours.set(key, sums);
    return sums;
  }
}

const nothing = {
  tool_ok: 0,
  tool_failed: 0,
  tool_other: 0,
  model_calls: 0,
  other_calls: 0,
  input_tokens: 0,
  output_tokens: 0,
  cost_nano_usd: 0,
  security_events: 0,
};

function toolSum(row: SpanRow): 'tool_ok' | 'tool_failed' | 'tool_other' {
  const outcome = row[OUTCOME];
  if (outcome === 'ok') return 'tool_ok';
  return countsForSuccess('tools/call', outcome as Outcome) ? 'tool_failed' : 'tool_other';
}

function addModelCall(sums: SessionHour, row: SpanRow): void {
  sums.model_calls += 1;
  sums.input_tokens += Number(row[INPUT_TOKENS] ?? 0);
  sums.output_tokens += Number(row[OUTPUT_TOKENS] ?? 0);
  sums.cost_nano_usd += Number(row[COST] ?? 0);
}
