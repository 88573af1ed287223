import type { Variables } from '@mcp-otel/core';
import type { Clock } from '@mcp-otel/pipeline/spool';
import { AuditLane } from './audit-lane.ts';
import { laneSettings } from './lane-settings.ts';
import { openStore, type StoreParts } from './open-store.ts';

/** What the lane takes from its surroundings. */
export interface AuditLaneParts extends StoreParts {
  readonly variables: Variables;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
}

/**
 * Starts the audit lane, if a database is set: spans go to disk in this process, and from there to Postgres in a thread of
 * their own.
 *
 * @throws Error that names the variable whose value cannot be used
 */
export function startAuditLane({ variables, env, clock, ...parts }: AuditLaneParts): AuditLane | undefined {
  const settings = laneSettings(variables, env);
  return settings && new AuditLane(openStore(settings, parts), clock);
}
