import { slot } from '@mcp-otel/core';
import type { Json } from '../formats/json.ts';
import type { AiSdk } from './ai-sdk.ts';

/** Where the AI SDK 7 looks for those who want to know what it does, with every call. */
const LIST = 'AI_SDK_TELEMETRY_INTEGRATIONS';

type Event = Json & { readonly execute?: () => unknown };

/**
 * Puts us into the list of the AI SDK's integrations. Version 6 reads the same list and asks for other methods; version 5
 * does not read it.
 *
 * @param load gives the part that does the work; undefined where that cannot be had
 */
export function integrateWithAiSdk(load: () => AiSdk | undefined): void {
  slot('ai-sdk-integration', () => ({ listed: list(load) }));
}

function list(load: () => AiSdk | undefined): true {
  const holder = globalThis as { [LIST]?: unknown[] };
  const integration = integrationOf(load);
  const listed = holder[LIST];
  if (Array.isArray(listed) && !Object.isFrozen(listed)) listed.push(integration);
  // Not enumerable: the application's globals look as they did.
  else Object.defineProperty(holder, LIST, { value: [integration], configurable: true, writable: true });
  return true;
}

function integrationOf(load: () => AiSdk | undefined): object {
  return {
    executeLanguageModelCall: (event: Event): unknown => {
      const part = load();
      return part === undefined ? run(event) : part.executeLanguageModelCall(event, () => run(event));
    },
    executeTool: (event: Event): unknown => {
      const part = load();
      return part === undefined ? run(event) : part.executeTool(event, () => run(event));
    },
    onLanguageModelCallEnd: (event: Event): void => load()?.onLanguageModelCallEnd(event),
    onAbort: (event: Event): void => load()?.onAbort(event),
    onError: (event: Event): void => load()?.onError(event),
    onEnd: (event: Event): void => load()?.onEnd(event),
  };
}

function run({ execute }: Event): unknown {
  return execute?.();
}
