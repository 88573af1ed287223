import { writeSync } from 'node:fs';
import { sharedRedactor } from '@mcp-otel/core';

/** What mcp-otel says about itself. Every line goes to stderr: stdout belongs to the protocol of a stdio server. */
export interface Log {
  readonly error: (sentence: string) => void;
  readonly warn: (sentence: string) => void;
  readonly info: (sentence: string) => void;
  readonly debug: (sentence: string) => void;
}

/** From silence to everything. */
export const logLevels = ['none', 'error', 'warn', 'info', 'debug'] as const;

/** How much is said. */
export type LogLevel = (typeof logLevels)[number];

const STDERR = 2;

/**
 * A log that writes lines of its own, synchronously, past every stream object: the application may have replaced
 * `process.stderr`, and touching it would open it.
 *
 * @param write for tests; must not throw
 */
export function createStderrLog(level: LogLevel, write: (line: string) => void = writeStderr): Log {
  const rank = logLevels.indexOf(level);
  const at = (wanted: LogLevel) => (sentence: string) => {
    if (logLevels.indexOf(wanted) <= rank) write(`mcp-otel ${wanted}: ${oneLine(sentence)}\n`);
  };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

/** A string that names a level, or undefined. */
export function logLevel(text: string): LogLevel | undefined {
  return logLevels.find((level) => level === text);
}

function oneLine(sentence: string): string {
  const line = sentence.slice(0, 2_000).replaceAll(/[\r\n\u2028\u2029]+/g, ' ');
  return sharedRedactor()?.text(line) ?? line;
}

function writeStderr(line: string): void {
  try {
    writeSync(STDERR, line);
  } catch {
    // A full or closed pipe: there is nobody left to tell.
  }
}
