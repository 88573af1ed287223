import type { PromptBlock } from '../request.ts';

/** Blocks of a request that are told one by one. */
export const MAX_BLOCKS = 768;
/** So many of the oldest are put together at a time, so that they stay the same in the next request. */
const CHUNK = 256;

/** Puts the oldest messages of a very long request together, by class, so that its facts stay small. */
export function foldBlocks(blocks: readonly PromptBlock[]): {
  readonly blocks: readonly PromptBlock[];
  readonly folded: number;
} {
  if (blocks.length <= MAX_BLOCKS) return { blocks, folded: 0 };
  const folded = Math.ceil((blocks.length - MAX_BLOCKS) / CHUNK) * CHUNK;
  const chunks = Array.from({ length: folded / CHUNK }, (_, index) => blocks.slice(index * CHUNK, (index + 1) * CHUNK));
  return { blocks: [...chunks.flatMap(byClass), ...blocks.slice(folded)], folded };
}

function byClass(chunk: readonly PromptBlock[]): readonly PromptBlock[] {
  const classes = new Map<PromptBlock['class'], string[]>();
  for (const { class: kind, text } of chunk) {
    const texts = classes.get(kind);
    if (texts === undefined) classes.set(kind, [text]);
    else texts.push(text);
  }
  return [...classes].map(([kind, texts]) => ({ class: kind, text: texts.join('\n') }));
}
