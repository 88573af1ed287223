import {
  contextFates,
  costEfficiencyOf,
  efficiencyOf,
  isMeasurable,
  lossOf,
  pessimisticEfficiencyOf,
  rules,
  sumOfShares,
  targets,
  tokenClasses,
  type Entry,
  type Ratio,
  type TargetRow,
} from '@mcp-otel/core';
import { shown, type ConservationFigure } from '../books/conservation.ts';
import type { SessionBooks } from '../books/session-books.ts';
import { dearestWastes, type Waste } from '../books/wastes.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

const right = (title: string) => ({ title, align: 'right' as const });
const dimTitles =
  (style: Style) =>
  (cell: string, row: number): string =>
    row === -1 ? style('dim', cell) : cell;

/** The four figures against their targets. */
export function conservationLines(figures: readonly ConservationFigure[], style: Style): readonly string[] {
  const rows = figures.map((each) => [
    targets[each.name].title,
    shown(each),
    targetText(targets[each.name]),
    `${each.denominator} ${each.of}${each.denominator === 1 ? '' : 's'}`,
    percent(each.coverage),
    each.verdict,
  ]);
  const columns = [
    { title: 'figure' },
    right('value'),
    right('target'),
    right('taken of'),
    right('coverage'),
    { title: '' },
  ];
  return [
    style('bold', 'Conservation'),
    ...table(columns, rows, (cell, row, column) => {
      if (row === -1) return style('dim', cell);
      return column === 5 ? style(colours[figures[row]?.verdict ?? 'fail'], cell) : cell;
    }),
  ];
}

const colours = { pass: 'green', fail: 'red', 'not measurable': 'yellow' } as const;

function targetText({ min, max, unit }: TargetRow): string {
  const text = (value: number): string => (unit === 'ratio' ? `${(value * 100).toFixed(0)} %` : String(value));
  if (min !== undefined && max !== undefined) return `${text(min)} to ${text(max)}`;
  return min === undefined ? `at most ${text(max ?? 0)}` : `at least ${text(min)}`;
}

/** Both sides of the books, each with its total. */
export function totalsLines({ closed: { figures } }: Pick<SessionBooks, 'closed'>, style: Style): readonly string[] {
  const ratios = [
    `efficiency ${ratioText(efficiencyOf(figures))}`,
    `pessimistic ${ratioText(pessimisticEfficiencyOf(figures))}`,
    `by cost ${ratioText(costEfficiencyOf(figures))}`,
  ];
  return [
    style('dim', `Use: what became of every input token, and of billed output that was waste. ${ratios.join(', ')}`),
    ...shareTable(tokenClasses, figures.tokens, style),
    '',
    style('dim', `Supply: what became of everything that was offered to the model. Loss ${ratioText(lossOf(figures))}`),
    ...shareTable(contextFates, figures.context, style),
  ];
}

function shareTable(
  shares: Readonly<Record<string, { readonly brief: string }>>,
  totals: Readonly<Partial<Record<string, number>>>,
  style: Style,
): readonly string[] {
  const sum = sumOfShares(totals);
  const rows = Object.entries(shares).map(([share, { brief }]) => [
    share,
    String(totals[share] ?? 0),
    percent(sum === 0 ? 0 : (totals[share] ?? 0) / sum),
    brief,
  ]);
  const columns = [{ title: '' }, right('tokens'), right('part'), { title: '' }];
  return table(columns, [...rows, ['total', String(sum), '', '']], dimTitles(style));
}

/** What is dearest, and what to do about it. */
export function wasteLines(
  { entries, names }: Pick<SessionBooks, 'entries' | 'names'>,
  style: Style,
): readonly string[] {
  const wastes = dearestWastes(entries, 3);
  if (wastes.length === 0) return ['  Nothing was wasted or lost.'];
  return wastes.flatMap((waste, index) => [wasteLine(waste, index, names, style), `     ${waste.advice}`]);
}

function wasteLine(waste: Waste, index: number, names: Readonly<Record<string, string>>, style: Style): string {
  const { share, tokens, items, span } = waste;
  const most = names[span] ?? span;
  return `  ${index + 1}. ${style('yellow', `${tokens} tokens ${share}`)} in ${items} ${items === 1 ? 'block' : 'blocks'}, the largest by ${most} (${span})`;
}

/** All entries of a session: block, tokens, class or fate, rule, span. */
export function entryLines({ entries, names }: SessionBooks, style: Style): readonly string[] {
  const sides = ['use', 'supply'] as const;
  return sides.flatMap((side) => {
    const own = entries.filter((entry) => entry.side === side);
    const total = own.reduce((sum, { tokens }) => sum + tokens, 0);
    const title = side === 'use' ? 'Use side, by block' : 'Supply side, by unit';
    return ['', style('bold', title), ...entryTable(own, names, style), `total ${total} tokens`];
  });
}

function entryTable(
  entries: readonly Entry[],
  names: Readonly<Record<string, string>>,
  style: Style,
): readonly string[] {
  const rows = entries
    .filter(({ tokens }) => tokens > 0)
    .map(({ item, kind, tokens, calls, share, rule, span }) => [
      item < 0 ? '' : String(item),
      kind,
      String(tokens),
      String(calls),
      share,
      rule,
      span,
      names[span] ?? '',
    ]);
  const columns = [
    right('block'),
    { title: 'what' },
    right('tokens'),
    right('calls'),
    { title: 'class or fate' },
    { title: 'rule' },
    { title: 'span' },
    { title: '' },
  ];
  return table(columns, rows, dimTitles(style));
}

/** The rules that entries name. */
export function ruleLines(entries: readonly Entry[]): readonly string[] {
  const named = new Set(entries.map(({ rule }) => rule));
  return Object.entries(rules).flatMap(([rule, brief]) =>
    named.has(rule as Entry['rule']) ? [`  ${rule.padEnd(4)} ${brief}`] : [],
  );
}

function ratioText(ratio: Ratio): string {
  const { value, coverage } = ratio;
  if (value === undefined || !isMeasurable(ratio)) return `not measurable (coverage ${percent(coverage)})`;
  return `${percent(value)}${coverage < 1 ? ` (coverage ${percent(coverage)})` : ''}`;
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
