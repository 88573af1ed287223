import { thrownEnding } from '../call/error-type.ts';
import { endCall } from '../call/end-call.ts';
import type { CallEnding, ModelCall } from '../call/model-call.ts';
import type { AnswerFacts } from '../formats/wire-format.ts';
import type { Models } from '../models.ts';
import { replace } from '../tap/tap-stream.ts';

/** Events of one answer that are kept. */
const MAX_EVENTS = 50_000;

/**
 * Watches the events of a streamed answer as the application iterates over them. The stream stays the same object, and
 * whoever iterates gets the iterator that he would have got.
 */
export function tapEvents(
  models: Models,
  call: ModelCall,
  stream: AsyncIterable<unknown>,
  read: (events: readonly unknown[]) => AnswerFacts,
): void {
  const events: unknown[] = [];
  const quietly = (step: () => void): void => models.breaker.run('Bedrock', step);
  const end = (ending: CallEnding): void =>
    quietly(() => {
      const answer = { ...read(events), ...ending.answer };
      // Who has the reason why it ended has the whole answer. An aborted HTTP/2 stream just ends.
      const whole = (answer.finishReasons?.length ?? 0) > 0 && answer.error === undefined;
      endCall(models, call, whole ? { answer, responseEnd: 'complete' } : { ...ending, answer });
    });
  replace(stream, Symbol.asyncIterator, ({ proceed }) => {
    const iterator = proceed() as AsyncIterator<unknown>;
    replace(iterator, 'next', (next) =>
      (next.proceed() as Promise<IteratorResult<unknown>>).then(
        (result) => {
          if (result.done === true) end({ responseEnd: 'dropped', failure: 'incomplete_stream' });
          else if (!call.ended && events.length < MAX_EVENTS) {
            call.piece(models.seam.now());
            events.push(result.value);
          }
          return result;
        },
        (error: unknown) => {
          end(broken(error));
          throw error;
        },
      ),
    );
    replace(iterator, 'return', (step) => {
      end({ responseEnd: 'cancelled' });
      return step.proceed();
    });
    return iterator;
  });
}

function broken(error: unknown): CallEnding {
  const ending = thrownEnding(error);
  const { failure } = ending;
  return { responseEnd: 'dropped', ...ending, ...(failure?.endsWith('Exception') && { answer: { error: failure } }) };
}
