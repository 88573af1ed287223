import type { AnswerFacts, RequestFacts } from '../formats/wire-format.ts';
import type { Json } from '../formats/json.ts';
import { converse, converseAnswer, converseEvents } from './converse.ts';
import type { BedrockHead } from './endings.ts';
import { invokeAnswer, invokeEvents, invokeModel } from './invoke-model.ts';

/** One command that calls a model. */
export interface BedrockOperation {
  readonly request: (input: Json) => RequestFacts;
  readonly whole: (output: Json, head: BedrockHead) => AnswerFacts;
  readonly pieces: (events: readonly unknown[], head: BedrockHead) => AnswerFacts;
}

/** Commands that call a model, by name. */
export const operations: Readonly<Record<string, BedrockOperation>> = {
  Converse: { request: (input) => converse(input, false), whole: converseAnswer, pieces: converseEvents },
  ConverseStream: { request: (input) => converse(input, true), whole: converseAnswer, pieces: converseEvents },
  InvokeModel: { request: (input) => invokeModel(input, false), whole: invokeAnswer, pieces: invokeEvents },
  InvokeModelWithResponseStream: {
    request: (input) => invokeModel(input, true),
    whole: invokeAnswer,
    pieces: invokeEvents,
  },
};
