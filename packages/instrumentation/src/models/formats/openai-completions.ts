import { contentText } from './content.ts';
import { chatParameters, deployment, heading, mergedHeading } from './openai-chat.ts';
import { records, text } from './json.ts';
import type { AnswerFacts, WireFormat } from './wire-format.ts';

/** OpenAI's completions of a plain text, which servers of open models still speak. */
export const openAiCompletions: WireFormat = {
  provider: 'openai',
  path: /\/completions$/,
  accepts: (body) => typeof body['prompt'] === 'string' || Array.isArray(body['prompt']),
  request: (body, path) => ({
    operation: 'text_completion',
    model: text(body['model']) ?? deployment(path),
    stream: body['stream'] === true,
    attributes: chatParameters(body),
    prompt: () => ({ system: '', tools: [], messages: [{ role: 'user', text: contentText(body['prompt']) }] }),
  }),
  whole: (answer) => ({ ...heading(answer), ...choicesOf(records(answer['choices'])) }),
  pieces: (pieces) => {
    return { ...mergedHeading(pieces), ...choicesOf(pieces.flatMap((piece) => records(piece['choices']))) };
  },
  isLast: (piece) => piece === '[DONE]',
};

function choicesOf(choices: ReturnType<typeof records>): AnswerFacts {
  const reasons = choices.map(({ finish_reason: reason }) => text(reason)).filter((reason) => reason !== undefined);
  return {
    finishReasons: reasons,
    reply: { role: 'assistant', text: choices.map((choice) => text(choice['text']) ?? '').join('') },
  };
}
