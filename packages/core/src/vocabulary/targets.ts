/** What a conservation figure should be. */
export interface TargetRow {
  readonly title: string;
  /** Borders of what is good; ratios are between 0 and 1. */
  readonly min?: number;
  readonly max?: number;
  readonly unit: 'ratio' | 'call';
  readonly brief: string;
}

/** The four conservation figures and their targets. */
export const targets = {
  efficiency: {
    title: 'Token efficiency',
    min: 0.9,
    unit: 'ratio',
    brief: 'Part of the input of models that is not provably waste.',
  },
  loss: {
    title: 'Context loss',
    max: 0.02,
    unit: 'ratio',
    brief: 'Part of what was offered to models that was lost on its way or taken away.',
  },
  success: {
    title: 'Tool success',
    min: 0.98,
    unit: 'ratio',
    brief: 'Part of the tool calls that succeeded, as their callers saw it.',
  },
  calls: {
    title: 'Calls per session',
    min: 30,
    max: 100,
    unit: 'call',
    brief: 'Calls of models, tools, resources and prompts in one session.',
  },
} as const satisfies Record<string, TargetRow>;

/** Name of a conservation figure. */
export type TargetName = keyof typeof targets;

/** Whether a figure keeps to its target. */
export function keepsTo(target: TargetName, value: number): boolean {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: TargetRow = targets[target];
  return value >= min && value <= max;
}
