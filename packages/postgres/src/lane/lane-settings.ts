import { readFile } from 'node:fs/promises';
import type { Variables } from '@mcp-otel/core';
import { spoolFolder, type SpoolSettings } from '@mcp-otel/pipeline/spool';
import { chosenDatabase } from '../database/chosen-database.ts';
import type { DatabaseSettings } from '../database/database-settings.ts';
import { printedBy } from '../database/printed-by.ts';
import { checkedSchemaName } from '../database/schema-name.ts';

/** Where the key of the spool comes from. */
export interface KeySource {
  /** The variable that says so. */
  readonly option: string;
  readonly read: () => Promise<string>;
}

/** What the operator has chosen about the audit lane. */
export interface LaneSettings {
  readonly database: DatabaseSettings;
  readonly spool: SpoolSettings;
  readonly key: KeySource | undefined;
  readonly maxBytes: number;
  readonly maxBatchSpans: number;
  /** Attribute of the resource that tells the tenant, if one does. */
  readonly tenantFrom: string | undefined;
}

/**
 * Reads what the operator has set; undefined where no database is.
 *
 * @throws Error that names the variable whose value cannot be used
 */
export function laneSettings(variables: Variables, env: NodeJS.ProcessEnv): LaneSettings | undefined {
  const chosen = chosenDatabase(
    { MCP_OTEL_POSTGRES_URL: variables.text('MCP_OTEL_POSTGRES_URL') },
    undefined,
    () => undefined,
  );
  if (chosen === undefined) return undefined;
  const key = keySource(variables);
  return {
    database: databaseSettings(variables, chosen.url),
    spool: {
      base: variables.text('MCP_OTEL_SPOOL_DIR') || spoolFolder(env),
      maxBytes: variables.number('MCP_OTEL_SPOOL_BYTES'),
      sync: variables.choice('MCP_OTEL_SPOOL_SYNC') === 'power' ? 'power' : 'process',
      sealed: key !== undefined,
    },
    key,
    maxBytes: variables.number('MCP_OTEL_QUEUE_BYTES'),
    maxBatchSpans: variables.number('OTEL_BSP_MAX_EXPORT_BATCH_SIZE'),
    tenantFrom: variables.text('MCP_OTEL_TENANT_RESOURCE') || undefined,
  };
}

/** @throws Error that names the variable whose value cannot be used */
export function databaseSettings(variables: Variables, url: string): DatabaseSettings {
  const migrate = variables.choice('MCP_OTEL_POSTGRES_MIGRATE');
  return {
    url,
    schema: checkedSchemaName(variables.text('MCP_OTEL_POSTGRES_SCHEMA'), 'MCP_OTEL_POSTGRES_SCHEMA'),
    migrate: migrate === 'check' || migrate === 'off' ? migrate : 'auto',
    passwordFile: variables.text('MCP_OTEL_POSTGRES_PASSWORD_FILE') || undefined,
    passwordCommand: variables.text('MCP_OTEL_POSTGRES_PASSWORD_COMMAND') || undefined,
  };
}

/** The first that is set. */
export function keySource(variables: Variables): KeySource | undefined {
  const key = variables.text('MCP_OTEL_SPOOL_KEY');
  if (key !== '') return { option: 'MCP_OTEL_SPOOL_KEY', read: async () => key };
  const file = variables.text('MCP_OTEL_SPOOL_KEY_FILE');
  if (file !== '') return { option: 'MCP_OTEL_SPOOL_KEY_FILE', read: () => readFile(file, 'utf8') };
  const command = variables.text('MCP_OTEL_SPOOL_KEY_COMMAND');
  return command === '' ? undefined : { option: 'MCP_OTEL_SPOOL_KEY_COMMAND', read: () => printedBy(command) };
}
