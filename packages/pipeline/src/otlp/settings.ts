import { readFileSync } from 'node:fs';
import { parsePairs, type OtlpSetting, type OtlpSignal, type Variables } from '@mcp-otel/core';

/** Where and how one signal is sent by OTLP/HTTP. */
export interface OtlpSettings {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly gzip: boolean;
  readonly encoding: 'protobuf' | 'json';
  readonly tls: { readonly ca?: Buffer; readonly key?: Buffer; readonly cert?: Buffer };
}

const paths = { TRACES: 'v1/traces', METRICS: 'v1/metrics', LOGS: 'v1/logs' } as const satisfies Record<
  OtlpSignal,
  string
>;

/** Reads the `OTEL_EXPORTER_OTLP_*` variables of one signal as the OTLP exporter specification says. */
export function otlpSettings(variables: Variables, signal: OtlpSignal): OtlpSettings {
  const text = (setting: OtlpSetting): string => variables.otlp(signal, setting).text;
  return {
    url: endpoint(variables, signal),
    headers: parsePairs(text('HEADERS')),
    timeoutMs: Number(text('TIMEOUT')),
    gzip: text('COMPRESSION') === 'gzip',
    encoding: text('PROTOCOL') === 'http/json' ? 'json' : 'protobuf',
    tls: {
      ...file('ca', text('CERTIFICATE')),
      ...file('key', text('CLIENT_KEY')),
      ...file('cert', text('CLIENT_CERTIFICATE')),
    },
  };
}

/** The signal's own endpoint is used as it is; to the general one the signal's path is added. */
function endpoint(variables: Variables, signal: OtlpSignal): URL {
  const { text, own } = variables.otlp(signal, 'ENDPOINT');
  if (own) return new URL(text);
  return new URL(paths[signal], text.endsWith('/') ? text : `${text}/`);
}

function file<Name extends string>(name: Name, path: string): Partial<Record<Name, Buffer>> {
  if (path === '') return {};
  try {
    return { [name]: readFileSync(path) } as Partial<Record<Name, Buffer>>;
  } catch {
    return {}; // The connection then fails with the TLS error that names what is missing.
  }
}
