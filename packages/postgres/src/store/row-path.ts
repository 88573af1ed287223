import type { Client } from 'pg';

/** A way of bringing rows into the table of spans. */
export interface RowPath {
  readonly name: 'copy' | 'insert';
  /** Statements and rows in one transaction. `schema` is escaped, and the rows are in the binary form of COPY. */
  readonly batch: (client: Client, schema: string, statements: string, rows: readonly Buffer[]) => Promise<void>;
  /** Rows alone, in the transaction that is open. */
  readonly rows: (client: Client, schema: string, rows: readonly Buffer[]) => Promise<void>;
}
