import type { Instant } from '../rows/storable-span.ts';

const EPOCH_2000_MS = Date.UTC(2000);
const HOUR_US = 3_600_000_000;

/** Number of the hour of a time in microseconds since 2000. */
export function hourNumber(microseconds: number): number {
  return Math.floor(microseconds / HOUR_US);
}

/** First instant of an hour, as Postgres reads it. */
export function hourText(hour: number): string {
  return new Date(EPOCH_2000_MS + (hour * HOUR_US) / 1_000).toISOString();
}

/** An instant with its microseconds, as Postgres reads it. */
export function timeText([seconds, nanoseconds]: Instant): string {
  const microseconds = String(Math.floor(nanoseconds / 1_000)).padStart(6, '0');
  return new Date(seconds * 1_000).toISOString().replace('.000Z', `.${microseconds}Z`);
}
