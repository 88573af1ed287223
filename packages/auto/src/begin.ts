import { join } from 'node:path';
import { canShareState, DeliveryLedger, slot, Variables } from '@mcp-otel/core';
import {
  installSourceHook,
  isAwsClientClass,
  modelsMaker,
  onHandover,
  seamMaker,
} from '@mcp-otel/instrumentation/seam';
import {
  captureClock,
  createStderrLog,
  logLevel,
  onStdinEnd,
  type Clock,
  type Log,
  type LogLevel,
} from '@mcp-otel/pipeline';
import { flushers } from './force-flush.ts';
import { loadModels, loadSeam } from './chunks.ts';
import { installGlobals } from './globals/install-globals.ts';
import { isApiClass, standAsideIn, standAsideInLoaded } from './globals/stand-aside.ts';
import { modelHooksOf, type ModelHooks } from './model-hooks.ts';
import { startInstrumentations } from './other-instrumentations.ts';
import { createLazyPipeline, type LazyPipeline } from './lazy-pipeline.ts';

declare const __dirname: string; // This module only ever runs inside the CommonJS bundle.

/** What the parts of the preload share. */
export interface Preload {
  readonly log: Log;
  readonly clock: Clock;
  readonly variables: Variables;
  readonly ledger: DeliveryLedger;
  readonly pipeline: LazyPipeline;
  /** Absolute path of the preload file. */
  readonly file: string;
}

/** Sets everything up, once per process. Each step fails alone: one line on stderr, and the application goes on. */
export function begin(): void {
  const log = createStderrLog(chosenLogLevel());
  const share = canShareState();
  if (!share.ok) return log.warn(`version ${share.owner} of mcp-otel is at work here; this one stands aside`);
  const state = slot('preload', () => ({ begun: false }));
  if (state.begun) return undefined;
  state.begun = true;
  start(createPreload(log));
  return undefined;
}

/** A bad level is said at the default level, because there is no other yet. */
function chosenLogLevel(): LogLevel {
  const variables = new Variables(process.env, (sentence) => createStderrLog('warn').warn(sentence));
  return logLevel(variables.choice('MCP_OTEL_LOG')) ?? 'warn';
}

function createPreload(log: Log): Preload {
  const clock = captureClock();
  const variables = new Variables(process.env, log.warn);
  const ledger = slot('telemetry-ledger', () => new DeliveryLedger());
  const pipeline = createLazyPipeline({ log, clock, variables, ledger, folder: __dirname });
  return { log, clock, variables, ledger, pipeline, file: join(__dirname, 'preload.cjs') };
}

function start(preload: Preload): void {
  const { log, pipeline, variables } = preload;
  const step = (what: string, run: () => void): void => {
    try {
      run();
    } catch (error) {
      log.error(`${what} failed, the application is not affected: ${String(error)}`);
    }
  };
  const modelHooks = variables.flag('MCP_OTEL_MODEL_CALLS') ? modelHooksOf(preload) : undefined;
  step('taking the place of the OpenTelemetry globals', () => installGlobals(preload));
  step('standing aside in what is loaded', () => standAsideInLoaded(log.debug));
  step('handing over classes', () => defineHandover(preload, modelHooks));
  for (const [what, run] of Object.entries(modelHooks?.steps ?? {})) step(what, run);
  step('hooking the module loader', () => {
    slot('source-hook', () => hookSources(log));
  });
  step('starting other instrumentations', () =>
    startInstrumentations(variables.list('MCP_OTEL_INSTRUMENTATIONS'), log.warn),
  );
  flushers().add(async () => pipeline.ifStarted()?.flush());
  step('watching stdin', () => onStdinEnd(() => void pipeline.ifStarted()?.flush()));
  log.debug(`preload ready in process ${process.pid}, Node ${process.versions.node}`);
}

function hookSources(log: Log): { readonly hooked: true } {
  installSourceHook({ loaderFile: join(__dirname, 'loader.mjs'), ownFolder: __dirname, ...log });
  return { hooked: true };
}

/** Milliseconds in which an application sets up telemetry of its own, whose port must not be taken. */
const SETTLED_MS = 500;

/** A program that speaks MCP is there to be scraped soon after its start, and not from its first call. */
function adoptProtocol(preload: Preload, candidate: unknown): void {
  loadSeam().adopt(candidate);
  const { clock, variables } = preload;
  if (!variables.list('OTEL_METRICS_EXPORTER').includes('prometheus')) return;
  slot('counting', () => {
    // Loading modules may take longer than that: time counts from when they are there.
    const settled = (): void => void clock.setTimeout(() => serveMetrics(preload), SETTLED_MS).unref();
    clock.setTimeout(settled, 0).unref();
    return { awaited: true };
  });
}

function serveMetrics({ log }: Preload): void {
  try {
    loadSeam().beginCounting();
  } catch (error) {
    log.error(`metrics are not served, the application is not affected: ${String(error)}`);
  }
}

/** What the marked sources call with each class that they define. */
function defineHandover(preload: Preload, models: ModelHooks | undefined): void {
  const adopt = (candidate: unknown): void => {
    try {
      if (isApiClass(candidate)) standAsideIn(candidate, preload.log.debug);
      else if (isAwsClientClass(candidate)) models?.adoptAwsClient(candidate);
      else adoptProtocol(preload, candidate);
    } catch (error) {
      preload.log.error(`a class could not be patched, the application is not affected: ${String(error)}`);
    }
  };
  seamMaker().make = () => loadSeam().createSeam(preload);
  modelsMaker().make = () => loadModels().createModels(preload);
  onHandover(adopt);
}
