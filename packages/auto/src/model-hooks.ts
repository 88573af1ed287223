import { findBedrockClients, integrateWithAiSdk, tapFetch, watchUnseen } from '@mcp-otel/instrumentation/seam';
import type { Preload } from './begin.ts';
import { loadModels, type ModelsChunk } from './chunks.ts';

/** The places where calls of models are seen. The part that knows about models is loaded with the first of them. */
export interface ModelHooks {
  /** What is to be done at the start, by what it is called. */
  readonly steps: Readonly<Record<string, () => void>>;
  /** Takes the base class of AWS clients. */
  adoptAwsClient(awsClient: { readonly prototype: object }): void;
}

export function modelHooksOf(preload: Preload): ModelHooks {
  let models: ModelsChunk | undefined;
  let failed = false;
  const load = (): ModelsChunk | undefined => {
    try {
      if (!failed) models ??= loadModels();
    } catch (error) {
      failed = true;
      preload.log.error(`model calls make no spans, the application is not affected: ${String(error)}`);
    }
    return models;
  };
  return {
    steps: {
      'watching fetch': () =>
        tapFetch((call) => {
          const chunk = load();
          return chunk === undefined ? call.proceed() : chunk.observe(preload, call);
        }),
      'joining the integrations of the AI SDK': () => integrateWithAiSdk(() => load()?.aiSdk(preload)),
      'watching for calls that cannot be seen': () => watchUnseen(() => models?.isInCall() ?? false, preload.log.warn),
      'reading prices': () => {
        if (preload.variables.text('MCP_OTEL_PRICES') !== '') load()?.readPrices(preload);
      },
    },
    adoptAwsClient: (awsClient) =>
      findBedrockClients(awsClient, (client) => {
        try {
          load()?.watchBedrockClient(preload, client);
        } catch (error) {
          preload.log.error(`a Bedrock client makes no spans, the application is not affected: ${String(error)}`);
        }
      }),
  };
}
