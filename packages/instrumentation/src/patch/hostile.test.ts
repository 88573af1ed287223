import fc from 'fast-check';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { methods, slot } from '@mcp-otel/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { quietSeam } from '../../../../test/support/quiet-seam.ts';
import type { Transport } from '../protocol/protocol-class.ts';
import type { Seam } from '../seam/seam.ts';
import { replaceGlobals } from '../telemetry/live-globals.ts';
import { patchProtocol } from './patch-protocol.ts';

/** Failures of our own code in this run; the breaker would hide them from the application, not from here. */
let failures: string[];
let exporter: InMemorySpanExporter;

beforeEach(() => {
  failures = [];
  exporter = new InMemorySpanExporter();
  const trace = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  replaceGlobals({ version: '1.10.0', trace });
});

afterEach(() => replaceGlobals(undefined));

/** A seam whose breaker tells what failed. */
function strictSeam(): Seam {
  return {
    ...quietSeam(),
    breaker: {
      isOpen: false,
      run: (what, task) => {
        try {
          return task();
        } catch (error) {
          failures.push(`${what}: ${String(error)}`);
          return undefined;
        }
      },
    },
  };
}

/** The skeleton of a protocol, which keeps what it was given and never answers. */
function connected(): {
  readonly transport: Transport;
  readonly received: unknown[];
  readonly sent: unknown[];
  readonly close: () => void;
} {
  const [received, sent]: [unknown[], unknown[]] = [[], []];
  class Protocol {
    _transport: Transport | undefined;
    connect(transport: Transport): void {
      this._transport = transport;
      Object.assign(transport, { onmessage: (message: unknown) => this.#route(message) });
    }
    #route(message: unknown): void {
      const { id, method } = (message ?? {}) as { id?: unknown; method?: unknown };
      if (method !== undefined && id !== undefined) this._onrequest(message);
      else if (method !== undefined) this._onnotification(message);
      else received.push(message);
    }
    _onrequest(message: unknown): void {
      received.push(message);
    }
    _onnotification(message: unknown): void {
      received.push(message);
    }
    _onclose(): void {
      this._transport = undefined;
    }
    setNotificationHandler(): void {
      this._transport = undefined;
    }
  }
  patchProtocol(strictSeam(), Protocol);
  const transport: Transport = { send: (message) => sent.push(message) };
  const protocol = new Protocol();
  protocol.connect(transport);
  return { transport, received, sent, close: () => protocol._onclose() };
}

const thrower = {
  enumerable: true,
  get: (): never => {
    throw new Error('an accessor was called');
  },
};

/** Whatever an application may put into a message in memory. */
const hostile = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true, withSparseArray: true }),
  fc.constant(Object.defineProperty({}, '_meta', thrower)),
  fc.constant(Object.defineProperty({ name: 'x' }, 'arguments', thrower)),
  fc.constant(new Proxy({}, { get: thrower.get, ownKeys: thrower.get, getOwnPropertyDescriptor: thrower.get })),
  fc.constant(Symbol('odd')),
  fc.string({ unit: 'binary', maxLength: 2_000 }),
);

const method = fc.oneof(fc.constantFrom(...Object.keys(methods)), fc.string(), hostile);
const id = fc.oneof(fc.integer(), fc.string(), hostile);
const params = fc.oneof(
  hostile,
  fc.record(
    {
      name: hostile,
      uri: hostile,
      arguments: hostile,
      taskId: hostile,
      requestState: hostile,
      requestId: id,
      progressToken: id,
      _meta: fc.oneof(hostile, fc.record({ traceparent: hostile, tracestate: hostile, baggage: hostile })),
    },
    { requiredKeys: [] },
  ),
);
const result = fc.oneof(
  hostile,
  fc.record(
    {
      tools: fc.oneof(hostile, fc.array(hostile)),
      isError: hostile,
      resultType: hostile,
      task: hostile,
      serverInfo: hostile,
      _meta: hostile,
    },
    { requiredKeys: [] },
  ),
);
const message = fc.oneof(
  hostile,
  fc.record({ jsonrpc: hostile, id, method, params }, { requiredKeys: ['method'] }),
  fc.record({ id, result, error: hostile }, { requiredKeys: ['id'] }),
);

/** What comes over a wire is JSON: everything else is lost on the way, but its shape may be anything. */
const wire = fc.oneof(fc.jsonValue(), message.map(overTheWire));

function overTheWire(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null') as unknown;
  } catch {
    return null;
  }
}

describe('whatever messages there are', () => {
  test('those that the application sends reach the transport, once and in order, and none of our code fails', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 8 }), (messages) => {
        const { transport, sent } = connected();
        for (const each of messages) transport.send(each);
        expect(sent).toHaveLength(messages.length);
        expect(failures).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
  test('those that a peer sends reach the protocol untouched, and none of our code fails', () => {
    fc.assert(
      fc.property(fc.array(wire, { maxLength: 8 }), (messages) => {
        const { transport, received } = connected();
        for (const each of messages) transport.onmessage?.(each);
        expect(received).toEqual(messages);
        expect(received.every((each, index) => Object.is(each, messages[index]))).toBe(true);
        expect(failures).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
  test('a hundred thousand calls that nobody answers leave at most the bound behind, and nothing once they are closed', () => {
    slot('in-flight', () => new Map<object, object>()).clear();
    const { transport, close } = connected();
    for (let call = 0; call < 100_000; call += 1) transport.send({ jsonrpc: '2.0', id: call, method: 'ping' });
    expect(slot('in-flight', () => new Map()).size).toBeLessThanOrEqual(10_000);
    close();
    expect(slot('in-flight', () => new Map()).size).toBe(0);
    expect(exporter.getFinishedSpans()).toHaveLength(100_000);
    expect(failures).toEqual([]);
  });
});
