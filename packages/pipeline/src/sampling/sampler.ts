import { own, type DeliveryLedger, type DropReason } from '@mcp-otel/core';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
  type Sampler,
} from '@opentelemetry/sdk-trace-base';

/** The sampler that `OTEL_TRACES_SAMPLER` names. */
export function samplerOf(name: string, ratio: number): Sampler {
  if (name.startsWith('parentbased_')) {
    return new ParentBasedSampler({ root: samplerOf(name.slice('parentbased_'.length), ratio) });
  }
  if (name === 'always_off') return new AlwaysOffSampler();
  if (name === 'traceidratio') return new TraceIdRatioBasedSampler(ratio);
  return new AlwaysOnSampler();
}

/**
 * The sampler, but what it refuses is recorded all the same, so that no sum depends on it: such spans end in the queue, which
 * drops and counts them. Settlements of the ledger, of which there is one per session, are always sampled.
 */
export function createRecordingSampler(inner: Sampler): Sampler {
  return {
    shouldSample(...question) {
      const result = inner.shouldSample(...question);
      const [, , name] = question;
      if (name === own.SPAN_SETTLEMENT) return { ...result, decision: SamplingDecision.RECORD_AND_SAMPLED };
      if (result.decision !== SamplingDecision.NOT_RECORD) return result;
      return { ...result, decision: SamplingDecision.RECORD };
    },
    toString: () => inner.toString(),
  };
}

/** The sampler, with every span that it refuses booked as dropped for the given reason. */
export function createCountingSampler(inner: Sampler, ledger: DeliveryLedger, reason: DropReason): Sampler {
  return {
    shouldSample(...question) {
      const result = inner.shouldSample(...question);
      if (result.decision === SamplingDecision.NOT_RECORD) ledger.refuse(reason);
      return result;
    },
    toString: () => inner.toString(),
  };
}
