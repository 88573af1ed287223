import { createRequire } from 'node:module';
import { join } from 'node:path';
import { logLevel, type AuditPart, type Clock, type Log } from '@mcp-otel/pipeline';
import { startAuditLane } from '@mcp-otel/postgres/lane';
import type { Variables } from '@mcp-otel/core';

/** What the audit lane takes from the process. */
export interface AuditSurroundings {
  readonly log: Log;
  readonly clock: Clock;
  readonly variables: Variables;
  /** A file of this package, from which others are looked for. */
  readonly file: string;
}

/**
 * Starts the audit lane where a database is set and the package that stores is installed. What cannot be is said once, and
 * the application goes on without the lane.
 */
export function createAudit({ log, clock, variables, file }: AuditSurroundings): AuditPart | undefined {
  const workerFile = installedWorker(file);
  if (workerFile === undefined) {
    log.error('MCP_OTEL_POSTGRES_URL is set, and @mcp-otel/postgres is not installed: npm install @mcp-otel/postgres');
    return undefined;
  }
  try {
    const level = logLevel(variables.choice('MCP_OTEL_LOG')) ?? 'warn';
    return startAuditLane({ variables, env: process.env, log, logLevel: level, clock, workerFile });
  } catch (error) {
    log.error(`spans are not stored in Postgres: ${(error as Error).message}`);
    return undefined;
  }
}

/** Beside this package, or else where the program runs. */
function installedWorker(file: string): string | undefined {
  for (const from of [file, join(process.cwd(), 'package.json')]) {
    try {
      return createRequire(from).resolve('@mcp-otel/postgres/sender-worker');
    } catch {
      // Not there.
    }
  }
  return undefined;
}
