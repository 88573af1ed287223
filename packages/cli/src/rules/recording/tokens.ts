import { contextFates, thresholds, tokenClasses, type PromDuration } from '@mcp-otel/core';
import { label, series, shares, WASTE } from '../names.ts';
import { INTERVAL, type RecordingGroup, type RecordingRule } from '../rule.ts';

/** One side of the ledger: what its series are called, and which shares of it stand for what. */
interface Side {
  readonly figure: 'mcp_tokens' | 'mcp_context_tokens';
  readonly level: 'job_class' | 'job_fate';
  readonly closed: string;
  readonly open: string;
  readonly label: string;
}

const use: Side = {
  figure: 'mcp_tokens',
  level: 'job_class',
  closed: series.tokens,
  open: series.tokensOpen,
  label: label.class,
};
const supply: Side = {
  figure: 'mcp_context_tokens',
  level: 'job_fate',
  closed: series.contextTokens,
  open: series.contextTokensOpen,
  label: label.fate,
};

const LOST = shares(contextFates, ({ bad, unknown }) => bad && unknown !== true);
const CLASSIFIED = shares(tokenClasses, ({ unknown }) => unknown !== true);
const OBSERVABLE = shares(contextFates, ({ unknown }) => unknown !== true);

/**
 * Tokens of a window by share: what was booked in it, and how much more (or less) open sessions would be booked as. Where
 * nobody tells of open ones, as in what a Collector derives from settlements, what was booked.
 */
function sharesOf({ figure, level, closed, open, label: share }: Side, window: PromDuration): RecordingRule {
  return {
    record: `${level}:${figure}:increase${window}`,
    expr: `sum by (job, ${share}) (clamp_min(\n  increase(${closed}[${window}]) + delta(${open}[${window}])\n  or increase(${closed}[${window}]), 0\n))`,
  };
}

function ratio(
  record: string,
  { figure, level, label: share }: Side,
  window: PromDuration,
  [of, all]: readonly [string, string],
): RecordingRule {
  const sum = (values: string): string => `sum by (job) (${level}:${figure}:increase${window}{${share}=~"${values}"})`;
  return { record: `${record}${window}`, expr: `${sum(of)}\n/ (${sum(all)} > 0)` };
}

function traffic({ figure, level, label: share }: Side, window: PromDuration): RecordingRule {
  return {
    record: `job:${figure}:increase${window}`,
    expr: `sum by (job) (${level}:${figure}:increase${window}{${share}=~".+"})`,
  };
}

function useOf(window: PromDuration): readonly RecordingRule[] {
  return [
    sharesOf(use, window),
    traffic(use, window),
    ratio('job:mcp_token_efficiency:ratio', use, window, ['meaningful', `meaningful|${WASTE}`]),
    ratio('job:mcp_token_coverage:ratio', use, window, [CLASSIFIED, '.+']),
  ];
}

function supplyOf(window: PromDuration): readonly RecordingRule[] {
  return [
    sharesOf(supply, window),
    traffic(supply, window),
    ratio('job:mcp_context_loss:ratio', supply, window, [LOST, `delivered|${LOST}`]),
    ratio('job:mcp_context_coverage:ratio', supply, window, [OBSERVABLE, '.+']),
  ];
}

const useWindows = new Set<PromDuration>([
  '5m',
  thresholds.token_efficiency.window,
  thresholds.ledger_coverage.window,
  thresholds.token_efficiency.second,
]);
const supplyWindows = new Set<PromDuration>([thresholds.context_loss.second, thresholds.context_loss.window]);

/** Token efficiency and context loss, each with its coverage. */
export const tokenGroup: RecordingGroup = {
  name: 'mcp_tokens',
  interval: INTERVAL,
  rules: [...[...useWindows].flatMap(useOf), ...[...supplyWindows].flatMap(supplyOf)],
};
