import { stateOf } from '../store/sql-states.ts';

/** Why a batch was not stored, and what to do about it. */
export interface Trouble {
  /**
   * `wait`: it will pass. `repair`: somebody has to do something, which `sentence` says. `refuse`: the database will never
   * take this batch. `insert`: it takes rows, but not by COPY.
   */
  readonly kind: 'wait' | 'repair' | 'refuse' | 'insert';
  readonly sentence: string;
}

/** What a state asks for (PostgreSQL documentation, appendix A), by its beginning; the first that fits counts. */
const byState: readonly (readonly [state: string, kind: Trouble['kind'], advice?: string])[] = [
  ['0A000', 'insert'],
  ['42501', 'repair', 'grant it: mcp-otel needs USAGE on the schema and EXECUTE and INSERT in it (docs/schema.md)'],
  ['42P01', 'repair', 'run mcp-otel db up'],
  ['42703', 'repair', 'run mcp-otel db up'],
  ['42883', 'repair', 'run mcp-otel db up'],
  ['3F000', 'repair', 'run mcp-otel db up'],
  ['3D000', 'repair', 'create the database, or name another one in MCP_OTEL_POSTGRES_URL'],
  ['42', 'repair'],
  ['28', 'repair', 'correct user and password in MCP_OTEL_POSTGRES_URL'],
  ['22', 'refuse'],
  ['23', 'refuse'],
  ['54', 'refuse'],
];

/** Says what an error is about. What is no error of the server is one of the network, which passes. */
export function troubleOf(error: unknown): Trouble {
  const state = stateOf(error);
  const message = (error as Error).message.replaceAll(/\s+/g, ' ');
  const [, kind = 'wait', advice] = byState.find(([beginning]) => state?.startsWith(beginning)) ?? [];
  return { kind, sentence: advice === undefined ? message : `${message}: ${advice}` };
}
