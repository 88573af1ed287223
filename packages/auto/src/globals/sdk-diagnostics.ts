import type { DiagLogger } from '@opentelemetry/api';
import type { Variables } from '@mcp-otel/core';
import { createStderrLog } from '@mcp-otel/pipeline';

/** Levels of `OTEL_LOG_LEVEL`, from the one that says least. */
const levels = ['none', 'error', 'warn', 'info', 'debug', 'verbose', 'all'];
const methods = ['error', 'warn', 'info', 'debug', 'verbose'] as const;

/**
 * What the OpenTelemetry SDK says about itself, when `OTEL_LOG_LEVEL` asks for it: on stderr. The SDK's own logger
 * writes to stdout, which is the protocol of a stdio server.
 */
export function sdkDiagnostics(variables: Variables): { readonly diag?: DiagLogger } {
  if (!process.env['OTEL_LOG_LEVEL']) return {};
  const rank = levels.indexOf(variables.choice('OTEL_LOG_LEVEL'));
  const { info: say } = createStderrLog('info');
  const logger = Object.fromEntries(
    methods.map((method) => [
      method,
      (...words: unknown[]): void => {
        if (levels.indexOf(method) <= rank) say(`OpenTelemetry ${method}: ${words.filter(isText).join(' ')}`);
      },
    ]),
  );
  return { diag: logger as unknown as DiagLogger }; // Built from the list of its methods.
}

/** Objects are left out: they hold spans, and spans may hold what nobody should read in a log. */
function isText(word: unknown): boolean {
  return typeof word === 'string';
}
