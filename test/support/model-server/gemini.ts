import type { Answer, Body } from './answers.ts';

export const geminiUsage = {
  promptTokenCount: 50,
  candidatesTokenCount: 12,
  thoughtsTokenCount: 9,
  cachedContentTokenCount: 20,
  totalTokenCount: 71,
};

export function geminiAnswer(body: Body, path: string): Answer {
  const { contents, tools } = body as {
    contents: readonly { parts?: readonly { functionResponse?: unknown }[] }[];
    tools?: readonly { functionDeclarations?: readonly { name: string }[] }[];
  };
  const answered = contents.at(-1)?.parts?.some(({ functionResponse }) => functionResponse !== undefined) === true;
  const tool = answered ? undefined : tools?.[0]?.functionDeclarations?.[0]?.name;
  const base = { modelVersion: 'gemini-3-pro-001', responseId: `g${contents.length}`, usageMetadata: geminiUsage };
  const candidate = (parts: readonly object[], finishReason?: string): object => ({
    ...base,
    candidates: [{ content: { role: 'model', parts }, index: 0, ...(finishReason !== undefined && { finishReason }) }],
  });
  const call = { functionCall: { name: tool, args: { city: 'Paris' } } };
  if (path.endsWith(':generateContent')) return { whole: candidate([tool ? call : { text: 'Hello there' }], 'STOP') };
  const pieces = tool
    ? [candidate([call], 'STOP')]
    : [
        candidate([{ text: 'think', thought: true }]),
        candidate([{ text: 'Hello ' }]),
        candidate([{ text: 'there' }], 'STOP'),
      ];
  return { type: 'text/event-stream', pieces: pieces.map((piece) => `data: ${JSON.stringify(piece)}\r\n\r\n`) };
}
