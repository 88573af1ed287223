import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type { PipelineParts } from '../components.ts';
import { serialiseSpans } from '../otlp/span-sender.ts';
import type { SpanQueue } from '../queue/span-queue.ts';
import { writeSpans } from '../queue/stderr-sender.ts';
import type { PipelineSettings } from '../settings.ts';
import { lastPost } from './last-post.ts';

type Parts = Pick<PipelineParts, 'log' | 'clock' | 'lastPostFile' | 'audit'>;

/**
 * Sends what is left without the event loop, for the `exit` event; with no time left it only books the loss. What goes to
 * disk goes first: that takes no time, and nothing is lost then.
 */
export function flushSync(settings: PipelineSettings, parts: Parts, queue: SpanQueue, deadlineMs: number): void {
  const { audit, clock, log } = parts;
  const sinceMs = clock.now();
  audit?.rescueSync(Math.max(deadlineMs, DISK_MS));
  sendRest(settings, parts, queue, deadlineMs);
  const lost = audit?.flushSync(Math.max(0, deadlineMs - (clock.now() - sinceMs))) ?? 0;
  if (lost > 0) log.warn(`${lost} spans could neither be written to disk nor stored before the process ended`);
}

/** Also where there is no time left for the network, there is for the disk. */
const DISK_MS = 200;

function sendRest(settings: PipelineSettings, parts: Parts, queue: SpanQueue, deadlineMs: number): void {
  // With time left the answer is only late; without, it was waited for.
  const unanswered = deadlineMs > 0 ? 0 : queue.giveUpAnswers();
  if (unanswered > 0) parts.log.warn(`${unanswered} spans were sent, but not acknowledged before the process ended`);
  const spans = queue.unsent();
  if (spans.length === 0) return;
  const delivered = sendNow(settings, parts, spans, deadlineMs);
  queue.settleUnsent(delivered);
  const lost = spans.length - delivered;
  if (lost > 0) parts.log.warn(`${lost} spans could not be sent before the process ended`);
}

/** The same for a process that may go on: what is not on its way is sent if it can be, and else stays in the queue. */
export function rescueSync(settings: PipelineSettings, parts: Parts, queue: SpanQueue, deadlineMs: number): void {
  parts.audit?.rescueSync(deadlineMs);
  const spans = queue.waiting();
  if (spans.length > 0 && deadlineMs > 0) queue.settleWaiting(sendNow(settings, parts, spans, deadlineMs));
}

/** @returns how many of the spans have gone, from the first on */
function sendNow(settings: PipelineSettings, parts: Parts, spans: readonly ReadableSpan[], deadlineMs: number): number {
  const { traces } = settings.exporters;
  if (traces.includes('console')) writeSpans(spans);
  if (!traces.includes('otlp')) return spans.length;
  return deadlineMs > 0 ? postSpans(settings, parts, spans, deadlineMs) : 0;
}

/** Encodes and sends in batches for as long as there is time. @returns how many spans the receiver has taken */
function postSpans(
  { otlp, maxBatchSpans }: PipelineSettings,
  { clock, lastPostFile }: Parts,
  spans: readonly ReadableSpan[],
  deadlineMs: number,
): number {
  const sinceMs = clock.now();
  const remainingMs = (): number => deadlineMs - (clock.now() - sinceMs);
  const bodies: Uint8Array[] = [];
  // Half of the time for encoding; what is not encoded by then would not be sent either.
  for (let from = 0; from < spans.length && remainingMs() > deadlineMs / 2; from += maxBatchSpans) {
    const body = serialiseSpans(otlp.traces, spans.slice(from, from + maxBatchSpans));
    if (body === undefined) break;
    bodies.push(body);
  }
  const taken = lastPost(lastPostFile, otlp.traces, bodies, Math.max(1, remainingMs()));
  return Math.min(spans.length, taken * maxBatchSpans);
}
