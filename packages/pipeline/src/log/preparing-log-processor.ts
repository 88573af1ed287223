import type { Preparation } from '@mcp-otel/core';
import type { LogRecordProcessor, SdkLogRecord } from '@opentelemetry/sdk-logs';

/** Events of the conventions up to 1.36 whose bodies are messages, and the current one with everything. */
const messageEvents =
  /^gen_ai\.(?:(?:system|user|assistant|tool)\.message|choice|content\.(?:prompt|completion)|client\.inference\.operation\.details)$/;

/** Prepares log records before the next processor gets them: secrets are out of them, and messages by the same policy as in spans. */
export function createPreparingLogProcessor(preparation: Preparation, next: LogRecordProcessor): LogRecordProcessor {
  return {
    onEmit(record, context) {
      prepare(record, preparation);
      next.onEmit(record, context);
    },
    forceFlush: () => next.forceFlush(),
    shutdown: () => next.shutdown(),
  };
}

/** What cannot be prepared has no body. */
function prepare(record: SdkLogRecord, preparation: Preparation): void {
  try {
    const attributes = record.attributes as Record<string, unknown>;
    const told = record.eventName ?? attributes['event.name'];
    const name = typeof told === 'string' ? told : '';
    if (messageEvents.test(name)) attributes['gen_ai.event.content'] = JSON.stringify(record.body ?? null);
    record.body = messageEvents.test(name) ? undefined : (preparation.value(record.body) as SdkLogRecord['body']);
    preparation.attributes(attributes);
  } catch {
    record.body = undefined;
  }
}
