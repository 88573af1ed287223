import { dialects } from '../dialects/dialects.ts';
import { KeyIndex } from '../dialects/key-index.ts';
import * as own from '../vocabulary/own-names.ts';
import * as semconv from '../vocabulary/semconv.ts';
import type { ContentKind } from './content-kinds.ts';

/** Attributes of the current conventions that hold content, and of which kind. Beginnings end in a dot. */
const current: Readonly<Record<string, readonly ContentKind[]>> = {
  [semconv.ATTR_GEN_AI_INPUT_MESSAGES]: ['prompts'],
  [semconv.ATTR_GEN_AI_SYSTEM_INSTRUCTIONS]: ['prompts'],
  [semconv.ATTR_GEN_AI_TOOL_DEFINITIONS]: ['prompts'],
  [semconv.ATTR_GEN_AI_OUTPUT_MESSAGES]: ['completions'],
  [semconv.ATTR_GEN_AI_TOOL_CALL_ARGUMENTS]: ['arguments'],
  [semconv.ATTR_GEN_AI_TOOL_CALL_RESULT]: ['results'],
  [semconv.PREFIX_GEN_AI_PROMPT_VARIABLE]: ['arguments'],
  [semconv.ATTR_GEN_AI_RETRIEVAL_DOCUMENTS]: ['resources'],
  [semconv.ATTR_GEN_AI_RETRIEVAL_QUERY_TEXT]: ['prompts'],
  [own.ATTR_RESOURCE_CONTENTS]: ['resources'],
  'gen_ai.memory.query.text': ['prompts'],
  'gen_ai.memory.records': ['resources'],
  'gen_ai.evaluation.explanation': ['completions'],
  // Attributes of the events of the conventions up to 1.36, and of logs.
  'gen_ai.event.content': ['prompts', 'completions'],
  'gen_ai.content.prompt': ['prompts'],
  'gen_ai.content.completion': ['completions'],
};

/** Kinds of a key, and a key beside it without which its name is too common to mean content. */
interface Entry {
  readonly kinds: readonly ContentKind[];
  readonly beside: string | undefined;
}

const index = new KeyIndex<Entry>();
for (const [key, kinds] of Object.entries(current)) index.add(key, { kinds, beside: undefined });
for (const { content, marks } of dialects) {
  for (const [key, kinds] of Object.entries(content)) {
    index.add(key, { kinds, beside: key.includes('.') ? undefined : marks[0] });
  }
}

/** Whether an attribute holds content that a policy does not allow, in whichever dialect. */
export function isWithheld(
  key: string,
  attributes: Readonly<Record<string, unknown>>,
  allowed: ReadonlySet<ContentKind>,
): boolean {
  return index.find(key).some((entry) => isMeant(entry, attributes) && entry.kinds.some((kind) => !allowed.has(kind)));
}

/** Whether an attribute holds content at all. */
export function isContent(key: string): boolean {
  return index.find(key).length > 0;
}

function isMeant({ beside }: Entry, attributes: Readonly<Record<string, unknown>>): boolean {
  return beside === undefined || attributes[beside] !== undefined;
}
