import { parser } from '@prometheus-io/lezer-promql';

/** What a dashboard fills in for its variables. */
const filled: Readonly<Record<string, string>> = {
  __rate_interval: '5m',
  __interval: '1m',
  __range: '1h',
  job: '.+',
  instance: '.+',
  side: 'client',
  tool: '.*',
};

/** An expression of a dashboard with its variables filled in; `all` stands for what a user has not narrowed down. */
export function withVariables(expr: string, values: Readonly<Record<string, string>> = {}): string {
  return expr.replaceAll(/\$\{?(\w+)(?::\w+)?\}?/g, (_, name: string) => values[name] ?? filled[name] ?? `$${name}`);
}

/** Names of the variables that an expression uses, those of Grafana itself left out. */
export function variablesIn(expr: string): readonly string[] {
  return [...expr.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name).filter((name) => !name.startsWith('__'));
}

/** Whether Prometheus can read it. */
export function parses(expr: string): boolean {
  let hasError = false;
  parser.parse(expr).iterate({
    enter: ({ type }) => {
      if (type.isError) hasError = true;
    },
  });
  return !hasError;
}

/** Metrics that an expression selects, each with the function around it, if there is one. */
export function selected(expr: string): readonly { readonly metric: string; readonly within: string | undefined }[] {
  const found: { readonly metric: string; readonly within: string | undefined }[] = [];
  parser.parse(expr).iterate({
    enter: ({ name, from, to, node }) => {
      if (name !== 'VectorSelector') return;
      const metric = /^[\w:]+/.exec(expr.slice(from, to))?.[0] ?? '';
      found.push({ metric, within: functionAround(node, expr) });
    },
  });
  return found;
}

interface Node {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly parent: Node | null;
}

function functionAround(node: Node, expr: string): string | undefined {
  for (let parent = node.parent; parent !== null; parent = parent.parent) {
    if (parent.name === 'FunctionCall') return /^\w+/.exec(expr.slice(parent.from, parent.to))?.[0];
    if (parent.name === 'AggregateExpr') return undefined;
  }
  return undefined;
}
