/** What keeps spans on disk, and what a thread that sends them needs: nothing here loads the OpenTelemetry SDK. */
export { createStderrLog, type Log, type LogLevel } from './log/stderr-log.ts';
export { createEpisode, type Episode } from './log/episodes.ts';
export { isAlive } from './spool/is-alive.ts';
export { adoptFolder, freeFolders, releaseFolder } from './spool/lease.ts';
export { sealingKey, type SealingKey } from './spool/sealing-key.ts';
export { SegmentDamage, type SegmentContent } from './spool/segment-file.ts';
export type { SegmentName } from './spool/segment-name.ts';
export { Spool } from './spool/spool.ts';
export { spoolFolder } from './spool/spool-folder.ts';
export { SpoolReader, type OnDamage, type TakenSegment } from './spool/spool-reader.ts';
export { spooledSpans, type SegmentFile } from './spool/segment-list.ts';
export { randomWriter } from './spool/writer.ts';
export type { SpoolSettings } from './spool/spool-settings.ts';
export { putBack, tidy } from './spool/retire.ts';
export { spanBytes } from './queue/span-size.ts';
export type { Clock } from './clock.ts';
