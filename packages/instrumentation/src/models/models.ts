import {
  Drift,
  ModelRecorder,
  semconv,
  VERSION,
  type Omission,
  type TurnTracker,
  type Variables,
} from '@mcp-otel/core';
import type { MeterProvider } from '@opentelemetry/api';
import { createBreaker, ownModelCode, type Breaker } from '../seam/breaker.ts';
import type { Seam } from '../seam/seam.ts';
import { processTurns } from '../turns/process-turns.ts';
import { SCOPE } from '../telemetry/scope.ts';
import { Calibration } from './call/calibration.ts';
import type { ModelCall } from './call/model-call.ts';
import { PriceBook, type CalcPrice } from './prices/price-book.ts';
import { tokenizerOf, type Tokenizer } from './prompt/tokenizer.ts';
import { modelSettings, type ModelSettings } from './settings.ts';

/** Everything that model calls need, made once per process. */
export interface Models {
  readonly seam: Seam;
  readonly settings: ModelSettings;
  /** Of model calls alone: what fails here must not cost the spans of MCP. */
  readonly breaker: Breaker;
  readonly prices: PriceBook;
  readonly turns: TurnTracker;
  readonly drift: Drift;
  readonly calibration: Calibration;
  readonly tokenizer: Tokenizer;
  /** Node's own, whatever the application sets up for its tests. */
  readonly timers: Timers;
  /** Calls that have not ended, oldest first. */
  readonly open: Set<ModelCall>;
  /** Counts something that could not be told. */
  readonly omitted: (omission: Omission) => void;
  /** Undefined when nobody has registered a meter provider. */
  readonly recorder: () => ModelRecorder | undefined;
}

/** Timers that run in real time. */
export interface Timers {
  readonly setTimeout: (run: () => void, milliseconds: number) => NodeJS.Timeout;
  readonly clearTimeout: (timer: NodeJS.Timeout | undefined) => void;
  readonly setImmediate: (run: () => void) => NodeJS.Immediate;
}

/** What the models of a process are made of. */
export interface ModelParts {
  readonly seam: Seam;
  readonly variables: Variables;
  readonly warn: (sentence: string) => void;
  readonly timers: Timers;
  /** Gives the list of prices, when it is first needed. */
  readonly loadPrices: () => CalcPrice;
}

export function createModels({ seam, variables, warn, timers, loadPrices }: ModelParts): Models {
  const settings = modelSettings(variables, warn);
  return {
    seam,
    settings,
    breaker: createBreaker(warn, seam.now, ownModelCode),
    prices: new PriceBook(settings.ownPrices, loadPrices),
    turns: processTurns(seam.now),
    drift: new Drift(),
    calibration: new Calibration(),
    tokenizer: tokenizerOf(variables.choice('MCP_OTEL_TOKENIZER'), warn),
    timers,
    open: new Set(),
    omitted: (omission) => {
      seam.telemetry.counts.omitted(omission);
      seam.telemetry.recorder(); // Which tells of what is counted for the whole process.
    },
    recorder: recorderOf(() => {
      seam.telemetry.recorder(); // Which tells of what is counted for the whole process.
      return seam.telemetry.meterProvider();
    }),
  };
}

/** Follows whatever provider is in force. */
function recorderOf(current: () => MeterProvider | undefined): () => ModelRecorder | undefined {
  let from: MeterProvider | undefined;
  let recorder: ModelRecorder | undefined;
  return () => {
    const provider = current();
    if (provider !== from) {
      from = provider;
      recorder = provider && new ModelRecorder(provider.getMeter(SCOPE, VERSION, { schemaUrl: semconv.SCHEMA_URL }));
    }
    return recorder;
  };
}
