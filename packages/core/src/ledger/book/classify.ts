import type { BlockFacts } from '../facts.ts';
import type { TokenClass } from '../classes.ts';
import type { Rule } from './rules.ts';

/** A block, as the books know it. */
export interface BookBlock {
  readonly facts: BlockFacts;
  /** Id of the span of the call that had it first. */
  readonly span: string;
  /** Blocks that contain it. */
  readonly outers: ReadonlySet<number> | undefined;
}

/** Class of a block in one request; a tool's definition is judged at the end. */
export type Verdict = { readonly share: TokenClass; readonly rule: Rule } | 'tool';

const meaningful = { share: 'meaningful', rule: 'R2' } as const;
const unknown = { share: 'unclassified', rule: 'R5' } as const;
const duplicate = { share: 'duplicate', rule: 'R6' } as const;
const repeated = { share: 'duplicate', rule: 'R7' } as const;
const superseded = { share: 'superseded', rule: 'R7' } as const;

/** The class of every block of a request, in their order: the first rule that applies. */
export function classify(ids: readonly number[], blocks: readonly BookBlock[]): readonly Verdict[] {
  const replaced = replacedIn(ids, blocks);
  const seen = new Set<number>();
  const texts = new Set<number>();
  return ids.map((id) => {
    const block = blocks[id];
    if (block === undefined || block.facts.class === 'unseen') return unknown;
    if (block.facts.class === 'tool_def') return 'tool';
    const isCopy = block.facts.long === true && (texts.has(block.facts.text) || intersects(block.outers, seen));
    seen.add(id);
    texts.add(block.facts.text);
    return isCopy ? duplicate : (replaced.get(id) ?? meaningful);
  });
}

/** R7: of the results of one tool with the same arguments the last success counts, else the last error. */
function replacedIn(ids: readonly number[], blocks: readonly BookBlock[]): ReadonlyMap<number, Verdict> {
  const verdicts = new Map<number, Verdict>();
  for (const results of groupsIn(ids, blocks).values()) {
    const current = results.findLast((id) => blocks[id]?.facts.error !== true) ?? results.at(-1);
    const currentText = current === undefined ? undefined : blocks[current]?.facts.text;
    let hasCopy = false;
    for (const id of results) {
      const isSame = blocks[id]?.facts.text === currentText;
      if (!isSame) verdicts.set(id, superseded);
      else if (hasCopy) verdicts.set(id, repeated);
      hasCopy ||= isSame;
    }
  }
  return verdicts;
}

function groupsIn(ids: readonly number[], blocks: readonly BookBlock[]): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (const id of ids) {
    const group = blocks[id]?.facts.group;
    if (group === undefined) continue;
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [id]);
    else known.push(id);
  }
  return groups;
}

function intersects(some: ReadonlySet<number> | undefined, others: ReadonlySet<number>): boolean {
  for (const one of some ?? []) if (others.has(one)) return true;
  return false;
}
