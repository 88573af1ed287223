import type { DemoReport } from '../demo/demo-report.ts';
import type { ModelFacts } from '../report/model-facts.ts';
import type { ModelTotals } from '../report/model-totals.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

/** Tokens of one call: what went in, how much of it came from a cache, what came out. */
export function tokens({ input, cached, output }: Pick<ModelFacts, 'input' | 'cached' | 'output'>): string {
  return `${input} in${cached > 0 ? ` (${cached} cached)` : ''}, ${output} out`;
}

/** A price, with as many digits as small prices need. */
export function usd(price: number | undefined): string {
  return price === undefined ? 'price unknown' : `$${price.toFixed(6)}`;
}

/** What one request, or all of them, cost. */
export function totalsLine({ calls, unpriced, ...totals }: ModelTotals): string {
  const unknown = unpriced === 0 ? '' : `, ${unpriced} without a known price`;
  return `${calls} model calls: ${tokens(totals)}, ${usd(totals.costUsd)}${unknown}`;
}

/** Session totals, drift, gates and shadows. */
export function modelSections({ session, drift, gates, shadows }: DemoReport, style: Style): readonly string[] {
  return [
    '',
    style('bold', 'Models'),
    `  Session: ${totalsLine(session)}`,
    ...drift.map(
      ({ template, invocations, variants }) =>
        `  Drift:   ${template} was used ${invocations} times in ${variants} ${variants === 1 ? 'variant' : 'variants: somebody has changed it'}`,
    ),
    ...gates.map(({ template, riskTier, confidence, blocked, fallback }) => {
      const verdict = blocked ? style('yellow', `blocked, ${fallback?.type} (${fallback?.reason})`) : 'passed';
      return `  Gate:    ${template}, risk ${riskTier}, confidence ${confidence}: ${verdict}`;
    }),
    ...(shadows.length === 0 ? [] : ['', style('bold', 'Shadow traffic, beside what the user got')]),
    ...shadowLines(shadows),
  ];
}

const right = (title: string) => ({ title, align: 'right' as const });
const shadowColumns = [
  { title: 'traffic' },
  { title: 'model' },
  right('in'),
  right('out'),
  right('cost'),
  right('time'),
];

function shadowLines(shadows: DemoReport['shadows']): readonly string[] {
  const rows = shadows.flatMap(({ facing, shadow }) => [shadowRow('user-facing', facing), shadowRow('shadow', shadow)]);
  return rows.length === 0 ? [] : table([...shadowColumns, { title: 'outcome' }], rows);
}

function shadowRow(role: string, { model, input, output, costUsd, ms, outcome }: ModelFacts): readonly string[] {
  return [role, model, String(input), String(output), usd(costUsd), `${ms.toFixed(1)} ms`, outcome];
}
