import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as own from '../vocabulary/own-names.ts';
import { governanceAttributesOf, governanceFromWire, type Governance } from './governance.ts';

const fallback = { fallbackType: 'human_review', fallbackReason: 'low_confidence' } as const;

describe('what the application states', () => {
  test('becomes attributes, field by field', () => {
    const stated: Governance = {
      riskTier: 'high',
      confidence: 0.42,
      gateBlocked: true,
      fallbackUsed: true,
      ...fallback,
      retries: 1,
      shadow: true,
      shadowParentTraceId: '11111111-1111-4111-8111-111111111111',
      approval: 'requested',
    };
    expect(governanceAttributesOf(stated)).toEqual({
      [own.ATTR_RISK_TIER]: 'high',
      [own.ATTR_CONFIDENCE]: 0.42,
      [own.ATTR_GATE_BLOCKED]: true,
      [own.ATTR_FALLBACK_USED]: true,
      [own.ATTR_FALLBACK_TYPE]: 'human_review',
      [own.ATTR_FALLBACK_REASON]: 'low_confidence',
      [own.ATTR_RETRIES]: 1,
      [own.ATTR_SHADOW]: true,
      [own.ATTR_SHADOW_PARENT_TRACE_ID]: '11111111111141118111111111111111',
      [own.ATTR_APPROVAL]: 'requested',
    });
  });
  test('a type and a reason say that there was a fallback', () => {
    expect(governanceAttributesOf(fallback)[own.ATTR_FALLBACK_USED]).toBe(true);
  });
  test.each<readonly [object, string]>([
    [{ confidence: 1.7 }, 'confidence: 1.7 is not a number from 0 to 1'],
    [{ confidence: Number.NaN }, 'confidence: NaN is not a number from 0 to 1'],
    [{ ...fallback, fallbackType: 'panic' }, 'fallbackType: "panic" is not one of template, human_review, draft_only'],
    [{ fallbackUsed: true }, 'a fallback needs both fallbackType and fallbackReason'],
    [{ fallbackType: 'template' }, 'a fallback needs both fallbackType and fallbackReason'],
    [{ fallbackUsed: false, ...fallback }, 'fallbackUsed is false, so fallbackType and fallbackReason must be absent'],
    [{ retries: 0.5 }, 'retries: 0.5 is not a whole number from 0 to 1000'],
    [{ shadowParentTraceId: 'abc' }, 'shadowParentTraceId: "abc" is not a trace id: 32 hexadecimal digits, or a UUID'],
    [{ riskTier: '' }, 'riskTier: "" is not a text of 1 to 64 characters'],
    [{ riskTeir: 'high' }, 'riskTeir is no field of governance: riskTier, confidence'],
    [{ gateBlocked: 'yes' }, 'gateBlocked: "yes" is not true or false'],
  ])('%o is refused, and the error says what it should be', (stated, message) => {
    expect(() => governanceAttributesOf(stated as Governance)).toThrow(message);
  });
});

describe('what stands on the wire', () => {
  const read = (values: Readonly<Record<string, unknown>>) => governanceFromWire((name) => values[name]);
  test('may be text', () => {
    const told = { [own.ATTR_CONFIDENCE]: '0.5', [own.ATTR_SHADOW]: 'true', [own.ATTR_RETRIES]: '2' };
    expect(read(told)).toEqual({
      attributes: { [own.ATTR_CONFIDENCE]: 0.5, [own.ATTR_SHADOW]: true, [own.ATTR_RETRIES]: 2 },
      refused: 0,
    });
  });
  test('is dropped and counted where it is wrong; the rest stays', () => {
    const told = { [own.ATTR_CONFIDENCE]: '1.7', [own.ATTR_RISK_TIER]: 'low', [own.ATTR_RETRIES]: '' };
    expect(read(told)).toEqual({ attributes: { [own.ATTR_RISK_TIER]: 'low' }, refused: 2 });
  });
  test('a fallback without a reason is no fallback', () => {
    expect(read({ [own.ATTR_FALLBACK_USED]: true, [own.ATTR_FALLBACK_TYPE]: 'template' })).toEqual({
      attributes: {},
      refused: 1,
    });
  });
  test('never throws, whatever stands there', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const { attributes } = governanceFromWire(() => value);
        for (const each of Object.values(attributes)) expect(['string', 'number', 'boolean']).toContain(typeof each);
      }),
    );
  });
});
