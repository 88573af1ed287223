import { parseArgs } from 'node:util';
import { runDemo } from '../demo/run-demo.ts';
import { demoText } from '../output/demo-text.ts';
import { styleFor } from '../output/style.ts';
import { UsageError, type Command } from './command.ts';

/**
 * `mcp-otel demo`: real traces on the screen within a minute, without any backend.
 *
 * @param runIt what makes the report
 */
export function createDemo(runIt: typeof runDemo = runDemo): Command {
  return {
    name: 'demo',
    brief: 'Runs an agent and five MCP servers and shows their traces. --json as data, --live with a real model.',
    async run({ args, env, stdout }) {
      const { json, live } = options(args);
      const onMetrics =
        stdout.isTTY && !json ? (url: string) => stdout.write(`metrics while it runs: ${url}\n`) : undefined;
      const report = await runIt({ live, env, onMetrics });
      stdout.write(json ? `${JSON.stringify(report, undefined, 2)}\n` : demoText(report, styleFor(stdout, env)));
      return report.missing.length === 0 ? 0 : 1;
    },
  };
}

function options(args: readonly string[]): { readonly json: boolean; readonly live: boolean } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean' }, live: { type: 'boolean' } },
    });
    return { json: values.json ?? false, live: values.live ?? false };
  } catch (error) {
    throw new UsageError(`${(error as Error).message}; demo knows --json and --live`, { cause: error });
  }
}
