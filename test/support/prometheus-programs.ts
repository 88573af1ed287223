import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A Prometheus and its tool. */
export interface PrometheusPrograms {
  readonly version: string;
  readonly prometheus: string;
  readonly promtool: string;
}

/**
 * The Prometheus of the system, and those in the folders that `MCP_OTEL_TEST_PROMETHEUS` names, as `3=/path/to/folder`.
 */
export function prometheusPrograms(): readonly PrometheusPrograms[] {
  const pairs = (process.env['MCP_OTEL_TEST_PROMETHEUS'] ?? '').split(',').filter((pair) => pair !== '');
  const named = pairs.map((pair) => {
    const [version = '', folder = ''] = pair.split('=');
    return { version, prometheus: join(folder, 'prometheus'), promtool: join(folder, 'promtool') };
  });
  const system = { version: 'of the system', prometheus: 'prometheus', promtool: 'promtool' };
  return hasProgram('promtool') && hasProgram('prometheus') ? [system, ...named] : named;
}

/** Whether a program is installed. */
export function hasProgram(name: string): boolean {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;
}
