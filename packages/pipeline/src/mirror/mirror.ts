import type { Context, Span, SpanContext, SpanOptions } from '@opentelemetry/api';
import { BasicTracerProvider, type IdGenerator, type TracerConfig } from '@opentelemetry/sdk-trace-base';

/** A span that another provider has started, as it was asked to. */
export interface MirroredSpan {
  readonly scope: { readonly name: string; readonly version: string; readonly schemaUrl: string };
  readonly name: string;
  readonly options: SpanOptions;
  readonly parent: Context;
}

/** Starts the second record of a span. */
export type StartMirror = (span: MirroredSpan, ids: SpanContext) => Span;

/** Records spans a second time under the ids of the first, so that both backends show the same trace. */
export function createMirror(config: TracerConfig): StartMirror {
  const ids = new GivenIds();
  const provider = new BasicTracerProvider({ ...config, idGenerator: ids });
  return ({ scope: { name: scope, version, schemaUrl }, name, options, parent }, given) => {
    ids.next = given;
    return provider.getTracer(scope, version, { schemaUrl }).startSpan(name, options, parent);
  };
}

class GivenIds implements IdGenerator {
  next: SpanContext = { traceId: '', spanId: '', traceFlags: 0 };

  generateTraceId(): string {
    return this.next.traceId;
  }

  generateSpanId(): string {
    return this.next.spanId;
  }
}
