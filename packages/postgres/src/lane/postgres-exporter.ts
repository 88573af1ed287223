import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import { endedSpan } from '../rows/ended-span.ts';
import { openSpanStore, type SpanStoreOptions } from './open-span-store.ts';
import type { SpanStore } from './span-store.ts';

/**
 * Exports the spans of an OpenTelemetry SDK to Postgres, each once. An export succeeds when its spans are on disk, from where
 * a thread of its own sends them; an outage of the database is nothing that the SDK has to know of.
 *
 * Spans are stored as they come: what makes them fit to leave the process (redaction, content) is the SDK's business.
 */
export class PostgresSpanExporter implements SpanExporter {
  readonly #store: SpanStore;

  /** @throws Error that names the option or the variable whose value cannot be used */
  constructor(options: SpanStoreOptions = {}) {
    this.#store = openSpanStore(options);
  }

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.#store.put(spans.map(endedSpan)).then(
      () => done({ code: ExportResultCode.SUCCESS }),
      (error: unknown) => done({ code: ExportResultCode.FAILED, error: error as Error }),
    );
  }

  /** Brings to Postgres what waits, if that answers. */
  forceFlush(): Promise<void> {
    return this.#store.flush();
  }

  /** Ends after what is on its way. What is on disk is sent by the next process. */
  shutdown(): Promise<void> {
    return this.#store.shutdown();
  }
}
