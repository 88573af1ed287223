import { readFileSync } from 'node:fs';
import { thresholds, type PromDuration, type ThresholdName, type ThresholdRow, type Thresholds } from '@mcp-otel/core';
import { parse } from 'yaml';
import { z } from 'zod';

const severity = z.enum(['info', 'warning', 'error', 'critical']);
const duration = z
  .string()
  .regex(/^\d{1,4}[mhd]$/, 'must be a time such as 5m, 2h or 1d')
  .transform((text) => text as PromDuration);

/** Its tiers have severities and waits of their own. */
const TIERED: ThresholdName = 'tool_success_objective';

function rowSchema(name: ThresholdName, { unit, guard }: ThresholdRow) {
  const value = unit === 'ratio' ? z.number().gt(0).lt(1) : z.number().gte(0);
  return z
    .strictObject({
      value: value.optional(),
      ...(name !== TIERED && { severity: severity.optional(), for: duration.optional() }),
      ...(guard !== undefined && { guard: z.number().gte(0).optional() }),
    })
    .optional();
}

const rows = Object.entries(thresholds) as [ThresholdName, ThresholdRow][];

/** What a file of thresholds may say. Every part is optional; what is left out stays as it is. */
const thresholdsFileSchema = z.strictObject({
  runbooks: z.url({ protocol: /^https?$/ }).optional(),
  thresholds: z.strictObject(Object.fromEntries(rows.map(([name, row]) => [name, rowSchema(name, row)]))).optional(),
});

/** Thresholds of one's own. */
export interface OwnThresholds {
  readonly thresholds: Thresholds;
  /** Address of the folder of runbooks, with a slash at its end. */
  readonly runbooks: string | undefined;
}

/**
 * Reads a file of thresholds, YAML or JSON.
 *
 * @throws Error that names the file, every part that is wrong, and what it should be
 */
export function readThresholds(file: string): OwnThresholds {
  const { data, error } = thresholdsFileSchema.safeParse(contentOf(file));
  if (error !== undefined) throw new Error(`${file}: ${error.issues.map(sentence).join('; ')}`);
  const own = (data.thresholds ?? {}) as Partial<Record<ThresholdName, OwnRow>>;
  return {
    thresholds: Object.fromEntries(rows.map(([name, row]) => [name, merged(row, own[name])])) as Thresholds,
    runbooks: data.runbooks?.replace(/\/*$/, '/'),
  };
}

type OwnRow = Partial<Pick<ThresholdRow, 'value' | 'severity' | 'for'>> & { readonly guard?: number };

function merged(row: ThresholdRow, own: OwnRow = {}): ThresholdRow {
  const { guard, ...others } = own;
  return { ...row, ...others, ...(row.guard && guard !== undefined && { guard: { ...row.guard, value: guard } }) };
}

function contentOf(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'), { maxAliasCount: 0 });
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message.split('\n')[0]}`, { cause: error });
  }
}

function sentence({ path, message, code }: z.core.$ZodIssue): string {
  const known =
    code === 'unrecognized_keys' && path.at(-1) === 'thresholds'
      ? `; there are ${rows.map(([name]) => name).join(', ')}`
      : '';
  return `${path.length === 0 ? 'the file' : path.join('.')}: ${message}${known}`;
}
