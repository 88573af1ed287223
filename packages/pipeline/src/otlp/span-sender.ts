import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type { OtlpSettings } from './settings.ts';
import type { Transport } from './transport.ts';

/** Takes a batch of spans somewhere. Never rejects. */
export interface SpanSender {
  /** @param written told when the operating system has taken the whole request */
  send(spans: readonly ReadableSpan[], written?: () => void): Promise<SendResult>;
}

/** What became of a batch. */
export type SendResult =
  | { readonly status: 'delivered'; readonly rejected: number; readonly reason?: string }
  | { readonly status: 'retryable'; readonly afterMs?: number; readonly reason: string }
  | { readonly status: 'too_large'; readonly reason: string }
  | { readonly status: 'rejected'; readonly reason: string }
  | { readonly status: 'unserialisable'; readonly reason: string };

/** Sends spans by OTLP. A partial success of the receiver tells how many spans it refused. */
export function createOtlpSpanSender(settings: OtlpSettings, transport: Transport): SpanSender {
  return {
    async send(spans, written) {
      const body = serialiseSpans(settings, spans);
      if (body === undefined) return { status: 'unserialisable', reason: 'the spans could not be encoded' };
      const answer = await transport.send(body, written);
      if (answer.status !== 'accepted') return answer;
      return { status: 'delivered', ...partialSuccess(settings, answer.body, spans.length) };
    },
  };
}

/** One request body; undefined when the spans cannot be encoded. */
export function serialiseSpans({ encoding }: OtlpSettings, spans: readonly ReadableSpan[]): Uint8Array | undefined {
  try {
    return serialisers[encoding].serializeRequest([...spans]);
  } catch {
    return undefined;
  }
}

const serialisers = { protobuf: ProtobufTraceSerializer, json: JsonTraceSerializer } as const;

function partialSuccess(
  { encoding }: OtlpSettings,
  body: Uint8Array,
  sent: number,
): { readonly rejected: number; readonly reason?: string } {
  if (body.byteLength === 0) return { rejected: 0 };
  try {
    const partial = serialisers[encoding].deserializeResponse(body).partialSuccess;
    const rejected = Math.min(sent, partial?.rejectedSpans ?? 0);
    return { rejected, ...(partial?.errorMessage && { reason: partial.errorMessage }) };
  } catch {
    return { rejected: 0 }; // Accepted is accepted, whatever a receiver writes below it.
  }
}
