import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';

type Started = Parameters<SpanProcessor['onStart']>;
type Ended = Parameters<SpanProcessor['onEnd']>;

/** Two processors that get every span, of which neither throws. */
export class BothLanes implements SpanProcessor {
  readonly #lanes: readonly SpanProcessor[];

  constructor(telemetry: SpanProcessor, audit: SpanProcessor) {
    this.#lanes = [telemetry, audit];
  }

  onStart(...started: Started): void {
    for (const lane of this.#lanes) lane.onStart(...started);
  }

  onEnd(...ended: Ended): void {
    for (const lane of this.#lanes) lane.onEnd(...ended);
  }

  async forceFlush(): Promise<void> {
    await Promise.allSettled(this.#lanes.map((lane) => lane.forceFlush()));
  }

  async shutdown(): Promise<void> {
    await Promise.allSettled(this.#lanes.map((lane) => lane.shutdown()));
  }
}
