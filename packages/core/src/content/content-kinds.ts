/** What content is about. Each kind is switched on by itself. */
export const contentKinds = {
  arguments: 'What is passed to tools and prompts.',
  results: 'What tools and prompts give back.',
  prompts: 'What models are given: messages, instructions, definitions of tools, embedded texts.',
  completions: 'What models answer.',
  resources: 'What resources contain, and documents that were looked up.',
} as const satisfies Record<string, string>;

/** Kind of content. */
export type ContentKind = keyof typeof contentKinds;

/** Kinds that may be recorded. */
export type Capture = ReadonlySet<ContentKind>;

/** Every kind, in table order. */
export const allContentKinds: readonly ContentKind[] = Object.keys(contentKinds) as ContentKind[]; // Closed by `as const`.

/** Nothing is recorded: what holds wherever nobody has said otherwise. */
export const nothing: Capture = new Set();
