import { createStderrLog, type Log } from '@mcp-otel/pipeline/spool';

/** A log that keeps its lines. */
export interface TestLog {
  readonly log: Log;
  readonly lines: string[];
}

export function testLog(): TestLog {
  const lines: string[] = [];
  return { log: createStderrLog('info', (line) => lines.push(line.trimEnd())), lines };
}
