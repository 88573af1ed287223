import { describe, expect, test } from 'vitest';
import { alertRows, type AlertFacts } from './alerts.ts';

const quiet: AlertFacts = { conservation: [], calls: [], drift: [], delivery: [], points: [] };

const success = (value: number, denominator: number): AlertFacts => ({
  ...quiet,
  conservation: [{ name: 'success', value, denominator, of: 'tool call', coverage: 1, verdict: 'fail' }],
});

const refusals = (side: string, value: number): AlertFacts => ({
  ...quiet,
  points: [
    {
      metric: 'mcp_otel.security.events',
      value,
      timeUnixNano: 1n,
      attributes: { 'mcp_otel.side': side, 'mcp_otel.security.event': 'access_denied' },
      resource: {},
    },
  ],
});

const names = (facts: AlertFacts): readonly string[] => alertRows(facts).map(({ alert }) => alert);

describe('alerts that some traffic would have fired', () => {
  test('are none where nothing has happened', () => {
    expect(alertRows(quiet)).toEqual([]);
  });
  test('are those whose threshold is passed, and not those that are just kept', () => {
    expect(names(success(0.95, 100))).toEqual([]);
    expect(names(success(0.94, 100))).toEqual(['McpToolSuccessLow']);
    expect(names(success(0.7, 100))).toEqual(['McpToolSuccessBurn', 'McpToolSuccessLow', 'HighErrorRate']);
  });
  test('stay silent where there is too little traffic to judge by, which is told', () => {
    expect(alertRows(success(0.5, 19)).map(({ tooLittle }) => tooLittle?.traffic)).toEqual([19, 19, 19]);
    expect(alertRows(success(0.5, 20)).map(({ tooLittle }) => tooLittle)).toEqual([undefined, undefined, undefined]);
  });
  test('count refusals on the side that calls', () => {
    expect(names(refusals('client', 11))).toEqual(['HighAccessDeniedRate']);
    expect(names(refusals('client', 10))).toEqual([]);
    expect(names(refusals('server', 11))).toEqual([]);
  });
  test('take the first text of a template for no drift', () => {
    const drift = (variants: number): AlertFacts => ({
      ...quiet,
      drift: [{ template: 't', invocations: 40, variants }],
    });
    expect(names(drift(1))).toEqual([]);
    expect(names(drift(4))).toEqual(['McpPromptDrift']);
  });
  test('tell of a delivery law that does not balance', () => {
    const row = {
      service: 'a',
      started: 5,
      delivered: 4,
      handedOver: 0,
      dropped: 0,
      pending: 0,
      residual: 1,
      received: 4,
    };
    expect(names({ ...quiet, delivery: [row] })).toEqual(['McpDeliveryResidual']);
  });
});
