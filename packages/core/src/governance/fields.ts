import type { AttributeValue } from '@opentelemetry/api';
import { safeText } from '../values/safe-text.ts';
import * as own from '../vocabulary/own-names.ts';

/** One thing that can be stated about a call. */
export interface GovernanceField {
  readonly attribute: string;
  /** What a value should be, for the sentence that refuses another one. */
  readonly expected: string;
  /** The value as it is recorded; undefined for one that cannot be. */
  readonly accept: (value: unknown) => AttributeValue | undefined;
  /** The value that a text on the wire stands for. */
  readonly parse: (text: string) => unknown;
}

const MAX_TIER_LENGTH = 64;
const MAX_RETRIES = 1_000;

/** Everything that can be stated, by its name in the API. */
export const fields: Readonly<Record<string, GovernanceField>> = {
  riskTier: {
    attribute: own.ATTR_RISK_TIER,
    expected: `a text of 1 to ${MAX_TIER_LENGTH} characters`,
    accept: (value) => (isShortText(value) ? safeText(value) : undefined),
    parse: asText,
  },
  confidence: {
    attribute: own.ATTR_CONFIDENCE,
    expected: 'a number from 0 to 1',
    accept: (value) => (typeof value === 'number' && value >= 0 && value <= 1 ? value : undefined),
    parse: asNumber,
  },
  gateBlocked: flag(own.ATTR_GATE_BLOCKED),
  fallbackUsed: flag(own.ATTR_FALLBACK_USED),
  fallbackType: oneOf(own.ATTR_FALLBACK_TYPE, ['template', 'human_review', 'draft_only']),
  fallbackReason: oneOf(own.ATTR_FALLBACK_REASON, ['low_confidence', 'tool_error', 'policy_violation']),
  retries: {
    attribute: own.ATTR_RETRIES,
    expected: `a whole number from 0 to ${MAX_RETRIES}`,
    accept: (value) => (Number.isInteger(value) && inRange(value as number) ? (value as number) : undefined),
    parse: asNumber,
  },
  shadow: flag(own.ATTR_SHADOW),
  shadowParentTraceId: {
    attribute: own.ATTR_SHADOW_PARENT_TRACE_ID,
    expected: 'a trace id: 32 hexadecimal digits, or a UUID',
    accept: traceId,
    parse: asText,
  },
  approval: oneOf(own.ATTR_APPROVAL, ['requested', 'granted', 'denied', 'auto', 'unknown']),
};

function flag(attribute: string): GovernanceField {
  return {
    attribute,
    expected: 'true or false',
    accept: (value) => (typeof value === 'boolean' ? value : undefined),
    parse: (text) => (text === 'true' ? true : text === 'false' ? false : text),
  };
}

function oneOf(attribute: string, values: readonly string[]): GovernanceField {
  return {
    attribute,
    expected: `one of ${values.join(', ')}`,
    accept: (value) => (typeof value === 'string' && values.includes(value) ? value : undefined),
    parse: asText,
  };
}

function traceId(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 36) return undefined;
  const digits = value.replaceAll('-', '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(digits) && !/^0+$/.test(digits) ? digits : undefined;
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_TIER_LENGTH;
}

function inRange(retries: number): boolean {
  return retries >= 0 && retries <= MAX_RETRIES;
}

function asText(text: string): string {
  return text;
}

function asNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
