export { clusterStatus, startCluster, stopCluster, type RunningCluster } from './cluster/cluster.ts';
export { startPglite, type PgliteServer } from './cluster/pglite-server.ts';
export type { ServerBinaries } from './cluster/server-binaries.ts';
export { chosenDatabase, type ChosenDatabase } from './database/chosen-database.ts';
export { clusterFolder } from './database/cluster-folder.ts';
export { checkedSchemaName } from './database/schema-name.ts';
export { withClient } from './database/with-client.ts';
export {
  createAuditProcessor,
  openSpanStore,
  type AuditProcessor,
  type SpanStoreOptions,
} from './lane/open-span-store.ts';
export { PostgresSpanExporter } from './lane/postgres-exporter.ts';
export type { SpanStore } from './lane/span-store.ts';
export { schemaText } from './migrations/apply.ts';
export { choosePartition, partitionSizes, type PartitionSize } from './migrations/choose-partition.ts';
export { schemaDrift, type Difference } from './migrations/drift.ts';
export { migrate } from './migrations/migrate.ts';
export { migrationState, obstacle, type AppliedMigration, type MigrationState } from './migrations/migration-state.ts';
export { readMigrations, type Migration } from './migrations/migrations.ts';
export type { Queryable } from './migrations/queryable.ts';
export { encodeBatch, type BatchKey, type SpanBatch } from './batch/batch-encoder.ts';
export { storableSpan, type Instant, type StorableSpan } from './rows/storable-span.ts';
export type { OpenBooksOptions } from './settle/open-books.ts';
export { settleKilled, type SettledForKilled } from './settle/settle-killed.ts';
export { storeBatch, type StoredBatch } from './store/store-batch.ts';
