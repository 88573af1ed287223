import type { Answer, Body } from './answers.ts';

export const ollamaUsage = { prompt_eval_count: 26, eval_count: 5 };

export function ollamaAnswer({ model, stream }: Body): Answer {
  const piece = (content: string, more: object = { done: false }): object => ({
    model,
    created_at: '2026-11-24T00:00:00Z',
    message: { role: 'assistant', content },
    ...more,
  });
  const end = { done: true, done_reason: 'stop', ...ollamaUsage };
  if (stream === false) return { whole: piece('Hello', end) };
  return {
    type: 'application/x-ndjson',
    pieces: [piece('Hel'), piece('lo'), piece('', end)].map((each) => `${JSON.stringify(each)}\n`),
  };
}
