/** The audit lane in a program's own thread: nothing here loads a client of Postgres. */
export type { AuditLane } from './lane/audit-lane.ts';
export { startAuditLane, type AuditLaneParts } from './lane/start-audit-lane.ts';
