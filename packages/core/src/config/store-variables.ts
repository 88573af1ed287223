import type { VariableRow } from './variable-row.ts';

/** Variables of the audit lane: spans in Postgres, and on disk until they are there. */
export const storeVariables = {
  MCP_OTEL_POSTGRES_URL: {
    type: 'string',
    default: '',
    brief:
      'Database that every span is stored in, as `postgres://user:password@host:5432/database`; needs `@mcp-otel/postgres`. `?sslmode=verify-full`, `sslrootcert`, `sslcert` and `sslkey` are understood.',
  },
  MCP_OTEL_POSTGRES_SCHEMA: { type: 'string', default: 'mcp_otel', brief: 'Schema in that database.' },
  MCP_OTEL_POSTGRES_MIGRATE: {
    type: 'enum',
    default: 'auto',
    values: ['auto', 'check', 'off'],
    brief:
      'What is done about a schema that is not of the present version: bring it there, say so and wait, or nothing. `mcp-otel db up` does the same as `auto`.',
  },
  MCP_OTEL_POSTGRES_PASSWORD_FILE: {
    type: 'file',
    default: '',
    brief: 'File with the password of the database, read anew with every connection.',
  },
  MCP_OTEL_POSTGRES_PASSWORD_COMMAND: {
    type: 'string',
    default: '',
    brief: 'Shell command that prints the password of the database, run anew with every connection.',
  },
  MCP_OTEL_SPOOL_DIR: {
    type: 'file',
    default: '',
    brief:
      'Folder in which spans wait until they are stored; else `mcp-otel/spool` among the state of the user. Each process has a folder of its own in it.',
  },
  MCP_OTEL_SPOOL_BYTES: {
    type: 'integer',
    default: '536870912',
    min: 1_048_576,
    unit: 'byte',
    brief: 'Room of one process in that folder. The oldest spans go first when it is full, security events last.',
  },
  MCP_OTEL_SPOOL_SYNC: {
    type: 'enum',
    default: 'process',
    values: ['process', 'power'],
    brief: 'What spans in that folder survive: the end of the process, or a loss of power as well, which is slower.',
  },
  MCP_OTEL_SPOOL_KEY: {
    type: 'string',
    default: '',
    brief: 'Key that the files are sealed with (AES-256-GCM): 32 bytes in hexadecimal or base64.',
  },
  MCP_OTEL_SPOOL_KEY_FILE: { type: 'file', default: '', brief: 'File with that key.' },
  MCP_OTEL_SPOOL_KEY_COMMAND: {
    type: 'string',
    default: '',
    brief: 'Shell command that prints that key; run once, at the first span, for ten seconds at most.',
  },
} as const satisfies Record<`MCP_OTEL_${string}`, VariableRow>;
