import { context, propagation } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  AlwaysOnSampler,
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { customisation, type McpInstrumentationConfig } from '../settings/customisation.ts';
import { instrument } from '../instrument/instrument.ts';
import { expectCall, type ExpectedCall } from './expect-call.ts';
import { expectNoContent } from './expect-no-content.ts';
import { recordedSpan, type RecordedMcpSpan } from './recorded-span.ts';

/** The MCP spans of this process, in memory. */
export interface McpRecording {
  /** Ended spans so far, in the order in which they ended. */
  readonly spans: readonly RecordedMcpSpan[];
  /**
   * Expects exactly one span of this description.
   *
   * @returns the span, for further assertions of your own
   * @throws AssertionError that lists the spans there are
   */
  expectCall(expected: ExpectedCall): RecordedMcpSpan;
  /**
   * Expects that none of the texts is anywhere in the spans: in a name, an attribute, an event or a status.
   *
   * @throws AssertionError that names the place
   */
  expectNoContent(...texts: readonly string[]): void;
  /** Forgets the spans so far. */
  clear(): void;
  /** Records no more, and gives back the OpenTelemetry globals. */
  stop(): void;
}

/**
 * Records the MCP spans of this process in memory, for the tests of a server or client. Works with vitest, `node:test` and
 * every other runner, because assertions only throw.
 *
 * ```js
 * const recording = recordMcp([server, client]); // before `connect`
 * await client.callTool({ name: 'echo', arguments: { text: 'secret' } });
 * recording.expectCall({ side: 'server', method: 'tools/call', tool: 'echo', outcome: 'ok' });
 * recording.expectNoContent('secret');
 * recording.stop();
 * ```
 *
 * @param targets clients and servers of the MCP SDK, or servers of tmcp
 */
export function recordMcp(targets: readonly object[], config: McpInstrumentationConfig = {}): McpRecording {
  const exporter = new InMemorySpanExporter();
  const restore = takeOver(exporter, config);
  for (const target of targets) instrument(target);
  const spans = (): readonly RecordedMcpSpan[] => exporter.getFinishedSpans().map(recordedSpan);
  return {
    get spans() {
      return spans();
    },
    expectCall: (expected) => expectCall(spans(), expected),
    expectNoContent: (...texts) => expectNoContent(spans(), texts),
    clear: () => exporter.reset(),
    stop: restore,
  };
}

/** What the environment may say otherwise. */
const everything: McpInstrumentationConfig = {
  ignoreMethods: [],
  ignoreTools: [],
  ignoreServers: [],
  trustRemote: 'parent',
};

/** Records everything, whatever the environment of the tests says. @returns what undoes it */
function takeOver(exporter: InMemorySpanExporter, config: McpInstrumentationConfig): () => void {
  const chosen = customisation();
  const before = { ...chosen };
  chosen.config = { ...everything, ...config };
  chosen.tracerProvider = new BasicTracerProvider({
    sampler: new AlwaysOnSampler(),
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  // An application that has its own keeps them.
  const ownsContext = context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const ownsPropagation = propagation.setGlobalPropagator(
    new CompositePropagator({ propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()] }),
  );
  return () => {
    Object.assign(chosen, before);
    if (ownsContext) context.disable();
    if (ownsPropagation) propagation.disable();
  };
}
