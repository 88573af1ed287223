import type { Attributes, AttributeValue } from '@opentelemetry/api';
import { identifier } from './exposed-name.ts';

/** Series that stands for whatever is beyond a cap, in the SDK. */
const OVERFLOW_KEY = 'otel.metric.overflow';

/**
 * Labels as Prometheus takes them. It refuses everything that a target says if one series has a label twice or a name
 * that is none, so: attributes whose names become the same are joined by `;` in the order of their names (OpenTelemetry
 * specification, "Prometheus and OpenMetrics compatibility", "Metric attributes"), and `le` of a histogram stays its own.
 *
 * @param allowed the only attributes that are kept; all of them where it is undefined
 */
export function exposedLabels(
  attributes: Attributes,
  isHistogram: boolean,
  allowed: ReadonlySet<string> | undefined,
): Attributes {
  const labels: Record<string, AttributeValue> = {};
  for (const key of Object.keys(attributes).toSorted()) {
    const value = attributes[key];
    if (value === undefined || (allowed !== undefined && !allowed.has(key) && key !== OVERFLOW_KEY)) continue;
    const name = labelName(key, isHistogram);
    const before = labels[name];
    labels[name] = before === undefined ? value : `${textOf(before)};${textOf(value)}`;
  }
  return labels;
}

function labelName(key: string, isHistogram: boolean): string {
  const known = names.get(key) ?? remember(key);
  return isHistogram && known === 'le' ? 'attribute_le' : known;
}

/** Most keys whose names are kept: an application may make up any number of them. */
const MAX_NAMES = 1_000;

const names = new Map<string, string>();

function remember(key: string): string {
  const clean = identifier(key);
  const name =
    clean === '' || clean === '_' ? 'attribute' : /^_?\d/.test(clean) ? `key_${clean.replace(/^_/, '')}` : clean;
  if (names.size < MAX_NAMES) names.set(key, name);
  return name;
}

function textOf(value: AttributeValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
