import type { LoggerProvider } from '@opentelemetry/api-logs';
import { activeContext } from '@mcp-otel/instrumentation/seam';
import type { LazyPipeline } from '../lazy-pipeline.ts';

const KEY = Symbol.for('io.opentelemetry.js.api.logs');
/** Compatibility version that copies of the logs API ask for. */
const COMPATIBLE = 1;

type LogsGlobal = (version: number) => LoggerProvider | undefined;
type Holder = { [KEY]?: LogsGlobal };

let own: LogsGlobal | undefined;

/** Registers a logger provider that starts the pipeline with the first record. */
export function installLogs(pipeline: LazyPipeline): void {
  const holder = globalThis as Holder;
  if (holder[KEY] !== undefined) return;
  const provider: LoggerProvider = {
    getLogger: (...identity) => ({
      emit: (record) =>
        pipeline
          .start()
          .loggerProvider.getLogger(...identity)
          .emit({ context: activeContext(), ...record }),
      enabled: () => true,
    }),
  };
  own = (version) => (version === COMPATIBLE ? provider : undefined);
  holder[KEY] = own;
}

/** Makes room for the application's own logger provider; the logs API would otherwise silently keep ours. */
export function removeLogs(): void {
  const holder = globalThis as Holder;
  if (own !== undefined && holder[KEY] === own) delete holder[KEY];
}
