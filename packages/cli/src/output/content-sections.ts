import type { DemoReport } from '../demo/demo-report.ts';
import type { Style } from './style.ts';

/** Spans of others in current names, and what was taken out of texts: counts only. */
export function contentSections({ foreign, redaction }: DemoReport, style: Style): readonly string[] {
  const { takenOut, left } = redaction;
  const classes = Object.entries(takenOut).toSorted(([, a], [, b]) => b - a);
  const total = classes.reduce((sum, [, count]) => sum + count, 0);
  return [
    '',
    style('bold', 'Spans of another instrumentation, in current names'),
    ...foreign.flatMap(({ name, dialect, operation, model, input, output, withheld }) => [
      `  “${name}” (${dialect}) reads ${operation} ${model}, ${input} in, ${output} out`,
      `    content that nobody asked for, in bytes: ${withheld.join(', ') || 'none'}`,
    ]),
    '',
    style('bold', 'Secrets and personal numbers in what was to leave'),
    `  before: ${total} (${classes.map(([name, count]) => `${count} ${name}`).join(', ')})   after: ${left}`,
  ];
}
