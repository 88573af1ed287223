import type { ModelCallDetails, ModelCallResult } from '../models/api/details.ts';
import {
  recordCall,
  wrapCall,
  type RecordedModelCall,
  type RecordResult,
  type WrappedModelCall,
} from '../models/api/model-call.ts';
import { models } from './own-models.ts';

/**
 * Records a call of a model that no hook can see: one in this process, over gRPC, or by a client of `node:http`. Tokens
 * that are not told are estimated and marked so, the price is that of the list, and of the prompt only size and digests
 * remain.
 *
 * ```js
 * modelCall({ model: 'local-7b', provider: 'llama', prompt, response, riskTier: 'high', confidence: 0.42 });
 * const text = await modelCall({ model: 'local-7b', prompt }, async (record) => {
 *   const answer = await model.ask(prompt);
 *   record({ response: answer.text, usage: { input: answer.tokensIn, output: answer.tokensOut } });
 *   return answer.text;
 * });
 * ```
 *
 * @throws TypeError that names a field that is not what it should be; nothing is recorded then, and nothing is run
 */
export function modelCall(details: ModelCallDetails & ModelCallResult): RecordedModelCall;
export function modelCall<Result>(
  details: ModelCallDetails,
  run: (record: RecordResult, call: WrappedModelCall) => Result,
): Result;
export function modelCall<Result>(
  details: ModelCallDetails & ModelCallResult,
  run?: (record: RecordResult, call: WrappedModelCall) => Result,
): RecordedModelCall | Result {
  return run === undefined ? recordCall(models(), details) : wrapCall(models(), details, run);
}
