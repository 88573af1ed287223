import { createHash, createHmac } from 'node:crypto';
import type { Attributes } from '@opentelemetry/api';
import * as own from '../vocabulary/own-names.ts';
import { normalizeV1 } from './normalize-v1.ts';
import { normalizeV2 } from './normalize-v2.ts';

/** A prompt as it is identified: as a whole, and in the parts that change for different reasons. */
export interface PromptParts {
  /** Everything that the model is given, as one text. */
  readonly whole: string;
  readonly system: string;
  /** Tool definitions as text. */
  readonly tools: string;
  /** Last turn of the user. */
  readonly user: string;
}

/** How digests are made. */
export interface HashSettings {
  /** `sha256` can be reversed by trying out likely prompts; `hmac` only by who has the key; `off` makes none. */
  readonly kind: 'hmac' | 'sha256' | 'off';
  /** Key for `hmac`. */
  readonly key: string;
  /** `v1` is the rule of mcp-observatory, bit for bit; `v2` clusters better. */
  readonly normalization: 'v1' | 'v2';
}

/** What remains of a prompt when its content does not leave the process. */
export interface PromptIdentity {
  readonly attributes: Attributes;
  /** Digest of what a template keeps from call to call, by which drift is counted. */
  readonly variant: string | undefined;
}

/** Characters that are normalised; a longer prompt has no normalised digest. */
const MAX_NORMALIZED_CHARS = 250_000;

/**
 * Size and digests of a prompt. A part that is empty has no digest. Time is linear in the size.
 *
 * Drift looks at system and tools, which a template fixes; a prompt that has neither is looked at as a whole.
 */
export function promptIdentity({ whole, system, tools, user }: PromptParts, settings: HashSettings): PromptIdentity {
  const size = { [own.ATTR_PROMPT_SIZE_CHARS]: characterCount(whole) };
  if (settings.kind === 'off') return { attributes: size, variant: undefined };
  const normalize = settings.normalization === 'v1' ? normalizeV1 : normalizeV2;
  const digest = (text: string): string => digestOf(text, settings);
  const normalized = (text: string): string | undefined =>
    text.length > MAX_NORMALIZED_CHARS ? undefined : digest(normalize(text));
  const ofWhole = normalized(whole);
  const fixed = system + tools;
  return {
    attributes: {
      ...size,
      [own.ATTR_PROMPT_HASH_KIND]: settings.kind,
      [own.ATTR_PROMPT_HASH]: digest(whole),
      ...(ofWhole !== undefined && {
        [own.ATTR_PROMPT_NORMALIZED_HASH]: ofWhole,
        [own.ATTR_PROMPT_NORMALIZATION]: settings.normalization,
      }),
      ...(system !== '' && { [own.ATTR_PROMPT_SYSTEM_HASH]: digest(system) }),
      ...(tools !== '' && { [own.ATTR_PROMPT_TOOLS_HASH]: digest(tools) }),
      ...(user !== '' && { [own.ATTR_PROMPT_USER_HASH]: digest(user) }),
    },
    variant: fixed === '' ? ofWhole : normalized(fixed),
  };
}

/** Hexadecimal SHA-256 of the UTF-8 form, or HMAC-SHA-256 under the key. */
function digestOf(text: string, { kind, key }: HashSettings): string {
  const hash = kind === 'hmac' ? createHmac('sha256', key) : createHash('sha256');
  return hash.update(text, 'utf8').digest('hex');
}

/** Code points, as Python counts them; UTF-16 has two units for some. */
function characterCount(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}
