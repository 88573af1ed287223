/** A line of a scrape. */
interface Line {
  readonly name: string;
  readonly labels: string;
  readonly value: number;
}

const MINUTE_S = 60;

/**
 * What a Prometheus would have seen of programs before they were started: counters that grew evenly to many times what they
 * are now, gauges that stood still. Calls for four days, because errors are judged over three, the rest for seven hours.
 *
 * @returns text in the OpenMetrics format, with the labels that a scrape of the job would have added
 */
export function historyOf(job: string, instance: string, page: string, nowS: number): string {
  const lines = page.split('\n').flatMap((line) => lineOf(line) ?? []);
  const calls = lines.filter(({ name }) => name === 'mcp_otel_calls_total');
  const others = lines.filter(({ name }) => name !== 'mcp_otel_calls_total');
  return [
    ...calls.map((line) =>
      samples(line, { job, instance, from: nowS - 4 * 24 * 60 * MINUTE_S, stepS: 4 * MINUTE_S, nowS }),
    ),
    ...others.map((line) =>
      samples(line, { job, instance, from: nowS - 7 * 60 * MINUTE_S, stepS: 2 * MINUTE_S, nowS }),
    ),
  ].join('');
}

/** A series that was recorded for seven hours. */
export function recordedHistory(series: string, value: number, nowS: number): string {
  let text = '';
  for (let time = nowS - 7 * 60 * MINUTE_S; time < nowS; time += MINUTE_S) text += `${series} ${value} ${time}\n`;
  return text;
}

interface Span {
  readonly job: string;
  readonly instance: string;
  readonly from: number;
  readonly stepS: number;
  readonly nowS: number;
}

function samples({ name, labels, value }: Line, { job, instance, from, stepS, nowS }: Span): string {
  const grows = /_(?:total|count|sum|bucket)$/.test(name);
  const own = [`job="${job}"`, `instance="${instance}"`, ...(labels === '' ? [] : [labels])].join(',');
  let text = '';
  for (let time = from; time < nowS - 2 * MINUTE_S; time += stepS) {
    const grown = grows ? value * ((100 * (time - from)) / (nowS - from)) : value;
    text += `${name}{${own}} ${grown} ${time}\n`;
  }
  return text;
}

function lineOf(text: string): Line | undefined {
  const parts = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(text);
  const [, name, labels = '', value] = parts ?? [];
  return name === undefined ? undefined : { name, labels, value: Number(value) };
}
