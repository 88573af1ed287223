import { readFileSync } from 'node:fs';
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { parsePairs, type Complain, type OtlpSetting, type OtlpSignal, type Variables } from '@mcp-otel/core';

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

/**
 * Reads the `OTEL_EXPORTER_OTLP_*` variables of one signal as the OTLP exporter specification says.
 *
 * @param complain told of each file that cannot be read, with the variable and the reason
 */
export function otlpSettings(variables: Variables, signal: OtlpSignal, complain: Complain): OtlpSettings {
  const text = (setting: OtlpSetting): string => variables.otlp(signal, setting).text;
  const pem = (setting: OtlpSetting): Buffer | undefined => {
    const { text: path, own } = variables.otlp(signal, setting);
    return readPem(`OTEL_EXPORTER_OTLP_${own ? `${signal}_` : ''}${setting}`, path, complain);
  };
  const [ca, key, cert] = [pem('CERTIFICATE'), pem('CLIENT_KEY'), pem('CLIENT_CERTIFICATE')];
  return {
    url: endpoint(variables, signal),
    headers: sendable(parsePairs(text('HEADERS')), complain),
    timeoutMs: Number(text('TIMEOUT')),
    gzip: text('COMPRESSION') === 'gzip',
    encoding: text('PROTOCOL') === 'http/json' ? 'json' : 'protobuf',
    tls: { ...(ca && { ca }), ...(key && { key }), ...(cert && { cert }) },
  };
}

/** The signal's own endpoint is used as it is; to the general one the signal's path is added. */
function endpoint(variables: Variables, signal: OtlpSignal): URL {
  const { text, own } = variables.otlp(signal, 'ENDPOINT');
  if (own) return new URL(text);
  return new URL(paths[signal], text.endsWith('/') ? text : `${text}/`);
}

/** Headers that Node will send; the others are named, and their values never repeated. */
function sendable(headers: Readonly<Record<string, string>>, complain: Complain): Readonly<Record<string, string>> {
  const good = Object.entries(headers).filter(([name, value]) => {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
      return true;
    } catch {
      complain(
        `OTEL_EXPORTER_OTLP_HEADERS: ${JSON.stringify(name)} is no header or has a value that cannot be sent; ignoring it`,
      );
      return false;
    }
  });
  return Object.fromEntries(good);
}

function readPem(variable: string, path: string, complain: Complain): Buffer | undefined {
  if (path === '') return undefined;
  try {
    return readFileSync(path);
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    complain(`${variable} names a file that cannot be read (${code}); going on without it`);
    return undefined;
  }
}
