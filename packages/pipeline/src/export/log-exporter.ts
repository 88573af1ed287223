import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { ExportResultCode, suppressTracing, type ExportResult } from '@opentelemetry/core';
import { JsonLogsSerializer, ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import type { LogRecordExporter, ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { Episode } from '../log/episodes.ts';
import type { OtlpSettings } from '../otlp/settings.ts';
import type { Transport } from '../otlp/transport.ts';

/** Sends log records by OTLP. */
export function createOtlpLogExporter(otlp: OtlpSettings, transport: Transport, outage: Episode): LogRecordExporter {
  return {
    export(records, done) {
      void sendRecords(otlp, transport, outage, records).then(done);
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}

async function sendRecords(
  otlp: OtlpSettings,
  transport: Transport,
  outage: Episode,
  records: ReadableLogRecord[],
): Promise<ExportResult> {
  const body = serialisers[otlp.encoding].serializeRequest(records);
  if (body === undefined) return { code: ExportResultCode.FAILED };
  const answer = await context.with(suppressTracing(ROOT_CONTEXT), () => transport.send(body));
  if (answer.status === 'accepted') {
    outage.end('log records are sent again');
    return { code: ExportResultCode.SUCCESS };
  }
  outage.begin(`log records cannot be sent (${answer.reason})`);
  return { code: ExportResultCode.FAILED, error: new Error(answer.reason) };
}

const serialisers = { protobuf: ProtobufLogsSerializer, json: JsonLogsSerializer } as const;
