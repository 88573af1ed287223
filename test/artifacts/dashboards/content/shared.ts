import type { PanelSpec, PromQuery, RowSpec } from '../panel.ts';

type Rest = Omit<PanelSpec, 'kind' | 'title' | 'description' | 'unit' | 'queries' | 'noValue' | 'width'> & {
  readonly width?: number;
  readonly noValue?: string;
};

/** Makes panels of one kind. */
function maker(kind: PanelSpec['kind'], width: number) {
  return (
    title: string,
    description: string,
    unit: string,
    queries: PromQuery | readonly PromQuery[],
    rest: Rest = {},
  ): PanelSpec => ({
    kind,
    title,
    description,
    unit,
    queries: 'expr' in queries ? [queries] : queries,
    width,
    noValue: 'nothing in this time',
    ...rest,
  });
}

export const stat = maker('stat', 6);
export const lines = maker('lines', 12);
export const areas = maker('areas', 12);
export const bars = maker('bars', 12);
export const heatmap = maker('heatmap', 12);
export const table = maker('table', 12);

/** Rows of traces. They stay closed until somebody asks: a store that is not there is an error in Grafana. */
export function traceRows(traceQl: string, tags: Readonly<Record<string, string>>): readonly RowSpec[] {
  const noValue = 'no such trace in this time';
  return [
    {
      title: 'Traces (needs a Tempo data source)',
      collapsed: true,
      panels: [
        {
          kind: 'tempo',
          title: 'Traces in Tempo',
          description: 'Newest first. Open one to see the agent, its model, the client and the server of the call.',
          unit: 'none',
          queries: [],
          noValue,
          width: 24,
          height: 14,
          text: traceQl,
        },
      ],
    },
    {
      title: 'Traces (needs a Jaeger data source)',
      collapsed: true,
      panels: [
        {
          kind: 'jaeger',
          title: 'Traces in Jaeger',
          description: 'Newest first, of the service that is called like the job. Open one to see the whole call.',
          unit: 'none',
          queries: [],
          noValue,
          width: 24,
          height: 14,
          text: Object.entries(tags)
            .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
            .join(' '),
        },
      ],
    },
  ];
}
