import type { Attributes } from '@opentelemetry/api';
import * as own from '../vocabulary/own-names.ts';
import { fields, type GovernanceField } from './fields.ts';

/** What the application knows about a call that no protocol tells. Everything is optional; unknown fields are refused. */
export interface Governance {
  /** Risk class, in the application's own words, at most 64 characters. */
  readonly riskTier?: string;
  /** Confidence in the answer, from 0 to 1. */
  readonly confidence?: number;
  /** Whether a gate kept the answer back. */
  readonly gateBlocked?: boolean;
  /** Whether a fallback answered instead of the model. True wants a type and a reason; these two alone say it as well. */
  readonly fallbackUsed?: boolean;
  readonly fallbackType?: 'template' | 'human_review' | 'draft_only';
  readonly fallbackReason?: 'low_confidence' | 'tool_error' | 'policy_violation';
  /** Tries that came before this one. */
  readonly retries?: number;
  /** Traffic that only compares and that no user sees. */
  readonly shadow?: boolean;
  /** Trace that a shadow call is compared with: 32 hexadecimal digits, or the same as a UUID. */
  readonly shadowParentTraceId?: string;
  /** What became of an approval by a person. */
  readonly approval?: 'requested' | 'granted' | 'denied' | 'auto' | 'unknown';
}

/**
 * The attributes of what the application states.
 *
 * @throws TypeError that names the field, its value and what it should be; then nothing is set
 */
export function governanceAttributesOf(governance: Governance): Attributes {
  if (typeof governance !== 'object' || governance === null) throw new TypeError('what is stated is no object');
  const attributes: Attributes = {};
  for (const [name, value] of Object.entries(governance) as [string, unknown][]) {
    if (value === undefined) continue;
    const field: GovernanceField | undefined = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined)
      throw new TypeError(`${name} is no field of governance: ${Object.keys(fields).join(', ')}`);
    const accepted = field.accept(value);
    if (accepted === undefined) throw new TypeError(`${name}: ${shown(value)} is not ${field.expected}`);
    attributes[field.attribute] = accepted;
  }
  const problem = settleFallback(attributes);
  if (problem !== undefined) throw new TypeError(problem);
  return attributes;
}

/**
 * The attributes of what a peer or a caller states, under their attribute names, in `_meta` or baggage.
 *
 * @param read the value under a name; on the wire numbers and booleans may be text
 * @returns what can be used, and how many values could not
 */
export function governanceFromWire(read: (attribute: string) => unknown): {
  readonly attributes: Attributes;
  readonly refused: number;
} {
  const attributes: Attributes = {};
  let refused = 0;
  for (const { attribute, accept, parse } of Object.values(fields)) {
    const value = read(attribute);
    if (value === undefined) continue;
    const accepted = accept(typeof value === 'string' ? parse(value) : value);
    if (accepted === undefined) refused += 1;
    else attributes[attribute] = accepted;
  }
  if (settleFallback(attributes) !== undefined) {
    refused += 1;
    for (const attribute of fallback) delete attributes[attribute];
  }
  return { attributes, refused };
}

const fallback = [own.ATTR_FALLBACK_USED, own.ATTR_FALLBACK_TYPE, own.ATTR_FALLBACK_REASON] as const;

/** A fallback always carries type and reason: without them nobody could audit it. */
function settleFallback(attributes: Attributes): string | undefined {
  const [used, type, reason] = fallback.map((attribute) => attributes[attribute]);
  if (used !== true && type === undefined && reason === undefined) return undefined;
  if (used === false) return 'fallbackUsed is false, so fallbackType and fallbackReason must be absent';
  if (type === undefined || reason === undefined) return 'a fallback needs both fallbackType and fallbackReason';
  attributes[own.ATTR_FALLBACK_USED] = true;
  return undefined;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : String(value).slice(0, 80);
}
