import type { ChildProcess } from 'node:child_process';

/** Waits until a program says where its metrics are (`MCP_OTEL_LOG=info`). @returns the base address */
export function metricsUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /metrics are at (http:\S+)\/metrics/.exec(said);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
    child.once('exit', () => reject(new Error(`the program ended before it served metrics: ${said}`)));
  });
}

/** Lines of a scrape that match, sorted. */
export async function scrape(url: string, wanted: RegExp): Promise<readonly string[]> {
  const page = await fetch(`${url}/metrics`);
  const lines = (await page.text()).split('\n');
  return lines.filter((line) => wanted.test(line)).toSorted();
}
