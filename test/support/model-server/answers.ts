/** A body of a request. */
export type Body = Readonly<Record<string, unknown>>;

/** What a provider answers: whole, or in pieces of text. */
export type Answer = { readonly whole: object } | { readonly type: string; readonly pieces: readonly string[] };

/** Server-sent events. */
export function events(pieces: readonly object[], last: readonly string[] = []): Answer {
  const data = [...pieces.map((piece) => JSON.stringify(piece)), ...last];
  return { type: 'text/event-stream', pieces: data.map((piece) => `data: ${piece}\n\n`) };
}
