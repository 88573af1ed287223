import {
  AiSdk,
  callIn,
  createModels as modelsOf,
  endAll,
  observeFetch,
  ownPrices,
  theModels,
  watchBedrockClient as watchClient,
  type Models,
} from '@mcp-otel/instrumentation/models';
import { activeContext, theSeam, type AwsClient, type FetchCall } from '@mcp-otel/instrumentation/seam';
import type { Preload } from './begin.ts';
import { loadPrices } from './chunks.ts';

/** Makes a call of `fetch` that looks like a call of a model. */
export function observe(preload: Preload, call: FetchCall): unknown {
  return observeFetch(ours(preload), call);
}

/** What the AI SDK tells is told to this. */
export function aiSdk(preload: Preload): AiSdk {
  return (sdk ??= new AiSdk(ours(preload)));
}
let sdk: AiSdk | undefined;

/** Sees every command of a Bedrock client from now on. */
export function watchBedrockClient(preload: Preload, client: AwsClient): void {
  watchClient(ours(preload), client);
}

/** Says at once what is wrong with a file of prices. */
export function readPrices({ variables, log }: Preload): void {
  ownPrices(variables, log.warn);
}

/** Whether the running code is inside a call that is seen. */
export function isInCall(): boolean {
  return callIn(activeContext()) !== undefined;
}

/** The models of a process with the preload. */
export function createModels({ variables, log, pipeline, clock }: Preload): Models {
  const models = modelsOf({
    seam: theSeam(),
    variables,
    warn: log.warn,
    timers: clock,
    loadPrices: () => loadPrices().calcPrice,
  });
  pipeline.onEnd(() => endAll(models)); // Records the calls that are open when the process ends.
  return models;
}

function ours(preload: Preload): Models {
  return theModels(() => createModels(preload));
}
