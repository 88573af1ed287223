import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { diag, type MeterProvider, type TracerProvider } from '@opentelemetry/api';
import { slot, VERSION } from '@mcp-otel/core';
import { onHandover } from '../loader/handover.ts';
import { installSourceHook } from '../loader/source-hook.ts';
import { patchClass } from '../patch/patch-class.ts';
import { activeContext } from '../telemetry/live-globals.ts';
import { integrateWithAiSdk } from '../models/adopt/ai-sdk-integration.ts';
import { findBedrockClients, isAwsClientClass } from '../models/bedrock/find-clients.ts';
import { watchBedrockClient } from '../models/bedrock/watch-client.ts';
import { callIn } from '../models/call/model-call.ts';
import { tapFetch } from '../models/tap/fetch-tap.ts';
import { observeFetch } from '../models/tap/observe-fetch.ts';
import { watchUnseen } from '../models/tap/unseen.ts';
import { SCOPE } from '../telemetry/scope.ts';
import { customisation, type McpInstrumentationConfig } from '../settings/customisation.ts';
import { aiSdk, models } from './own-models.ts';
import { theSeam, warn } from './the-seam.ts';

/**
 * The MCP seam as an ordinary OpenTelemetry `Instrumentation`, for programs with a set-up of their own:
 *
 * ```js
 * new NodeSDK({ instrumentations: [new McpInstrumentation({ ignoreMethods: ['ping'] })] }).start();
 * ```
 *
 * It sees every copy of the MCP SDK that is loaded after it, so the set-up belongs into a file of its own that Node
 * loads first (`node --import ./telemetry.mjs app.js`). Beside `--require @mcp-otel/auto` it only configures.
 */
export class McpInstrumentation {
  readonly instrumentationName = SCOPE;
  readonly instrumentationVersion = VERSION;

  constructor(config: McpInstrumentationConfig = {}) {
    customisation().config = config;
    if (config.enabled !== false) this.enable();
  }

  /** Makes spans and metrics, from the next call on. */
  enable(): void {
    customisation().config = { ...customisation().config, enabled: true };
    slot('source-hook', hookSources);
    if (customisation().config.modelCalls !== false) slot('model-hooks', hookModels);
  }

  /** Makes none any more. The trace context of the program still travels with its messages. */
  disable(): void {
    customisation().config = { ...customisation().config, enabled: false };
  }

  getConfig(): McpInstrumentationConfig {
    return customisation().config;
  }

  /** Replaces the whole configuration. */
  setConfig(config: McpInstrumentationConfig): void {
    customisation().config = config;
  }

  /** Records spans by this provider instead of the one that is registered globally. */
  setTracerProvider(provider: TracerProvider): void {
    // The API's own stand-in is what everybody gets who has no provider yet; the global one is followed in any case.
    if (!('getDelegate' in provider)) customisation().tracerProvider = provider;
  }

  /** Counts calls by this provider instead of the one that is registered globally. */
  setMeterProvider(provider: MeterProvider): void {
    // Nobody's provider is what everybody gets before there is one; the global one is followed in any case.
    if (provider.constructor.name !== 'NoopMeterProvider') customisation().meterProvider = provider;
  }
}

/** In a bundle of the application the files beside this one are gone, and with them the hook. */
function hookSources(): { readonly hooked: boolean } {
  const log = diag.createComponentLogger({ namespace: SCOPE });
  try {
    onHandover((candidate) => void patchClass(theSeam(), candidate));
    const loaderFile = fileURLToPath(new URL('../loader/loader-thread.js', import.meta.url));
    if (!existsSync(loaderFile)) throw new Error('its files are not where they were installed');
    const ownFolder = fileURLToPath(new URL('..', import.meta.url));
    installSourceHook({ loaderFile, ownFolder, debug: (sentence) => log.debug(sentence), warn });
    return { hooked: true };
  } catch (error) {
    warn(`McpInstrumentation sees no sources (${String(error)}); instrument() works without`);
    return { hooked: false };
  }
}

/** Beside the preload these are in place already. */
function hookModels(): { readonly hooked: true } {
  tapFetch((call) => observeFetch(models(), call));
  integrateWithAiSdk(() => aiSdk());
  watchUnseen(() => callIn(activeContext()) !== undefined, warn);
  onHandover((candidate) => {
    if (isAwsClientClass(candidate)) findBedrockClients(candidate, (client) => watchBedrockClient(models(), client));
  });
  return { hooked: true };
}
