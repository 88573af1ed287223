import type { ContextFate } from '../classes.ts';
import { apportion } from '../match/apportion.ts';
import type { Book, BookUnit } from './book.ts';
import type { BookThread, Compaction, Leaving } from './book-thread.ts';
import type { Rule } from './rules.ts';

/** A part of a unit and what became of it. */
export interface UnitPart {
  readonly unit: BookUnit;
  readonly share: ContextFate;
  readonly rule: Rule;
  readonly tokens: number;
}

interface Pending extends UnitPart {
  /** Taken out together with others: how much of it is lost is known only together with them. */
  readonly compaction?: Compaction;
}

/** What became of every unit that was offered, as if the session ended now (R10). Its parts add up to what was offered. */
export function fatesOf(book: Book): readonly UnitPart[] {
  return compacted([...book.units.values()].flatMap((unit) => partsOf(unit, book)));
}

function partsOf(unit: BookUnit, book: Book): readonly Pending[] {
  const { missing = 0, corrupted = 0, stub } = unit.facts;
  const all = tokensOf(unit);
  const cut: readonly Pending[] = missing === 0 ? [] : [{ unit, share: 'truncated', rule: 'R12', tokens: missing }];
  const family = familyOf(unit, book);
  const isSeen = family.some(({ lastCall }) => lastCall > unit.at);
  if (!isSeen || family.some(({ isBlind }) => isBlind))
    return [{ unit, share: 'unobservable', rule: 'R14', tokens: all + missing }];
  const spoilt = Math.round((all * corrupted) / 1_000);
  const parts =
    unit.binds.length === 0
      ? [{ unit, ...(stub === true ? stubbed : lostAtOnce), tokens: all - spoilt }]
      : boundParts(unit, all - spoilt, family, book);
  return [
    ...cut,
    ...(spoilt > 0 ? [{ unit, share: 'corrupted', rule: 'R12', tokens: spoilt } as const] : []),
    ...parts,
  ];
}

const stubbed = { share: 'delivered', rule: 'R17' } as const;
const lostAtOnce = { share: 'undelivered', rule: 'R10' } as const;

function tokensOf({ facts, binds }: BookUnit): number {
  return binds.find(({ tokens }) => tokens !== undefined)?.tokens ?? facts.tokens;
}

/** Threads in which the unit may stand: of whoever has asked for it, else of whoever had it, else all. */
function familyOf({ facts, binds, at }: BookUnit, { threads }: Book): readonly BookThread[] {
  const all = [...threads.values()];
  const asked = facts.thread === undefined ? undefined : threads.get(facts.thread);
  const had =
    asked ?? all.findLast(({ present, left }) => binds.some(({ block }) => present.has(block) || left.has(block)));
  if (had !== undefined) return all.filter(({ family }) => family === had.family);
  const next = all.find(({ lastCall }) => lastCall > at);
  return binds.length > 0 || next === undefined ? all : [next];
}

/** Each part that a block has brought is there, or has left with it; the rest never came. */
function boundParts(unit: BookUnit, tokens: number, family: readonly BookThread[], book: Book): readonly Pending[] {
  const states = unit.binds.map((bind) => ({ bind, ...stateOf(bind.block, family, book) }));
  const came = Math.min(
    1_000,
    states.reduce((sum, { bind }) => sum + bind.share, 0),
  );
  const counts = apportion(tokens, [...states.map(({ bind }) => bind.share), 1_000 - came]);
  const parts = states.map(({ share, rule, compaction }, index) => ({
    unit,
    share,
    rule,
    tokens: counts[index] ?? 0,
    ...(compaction !== undefined && { compaction }),
  }));
  const cause = unit.binds.findLast((bind) => bind.cause !== undefined)?.cause;
  const missing = { unit, share: cause === 'altered' ? 'corrupted' : 'truncated', rule: 'R12' } as const;
  return [...parts, { ...missing, tokens: counts.at(-1) ?? 0 }];
}

interface State {
  readonly share: ContextFate;
  readonly rule: Rule;
  readonly compaction?: Compaction;
}

/** R16: what its copy, or something longer, says is still said. */
function stateOf(block: number, family: readonly BookThread[], { blocks, copies }: Book): State {
  const { outers, facts } = blocks[block] ?? {};
  const holders = [block, ...(outers ?? []), ...(copies.get(facts?.text ?? -1) ?? [])];
  if (family.some(({ present }) => holders.some((holder) => present.has(holder))))
    return { share: 'delivered', rule: 'R10' };
  const leavings = family.map(({ left }) => left.get(block)).filter((leaving) => leaving !== undefined);
  return leftBy(leavings[0]);
}

/** A block that a request which failed has had, and no later one, was never read. */
function leftBy(leaving: Leaving | undefined): State {
  if (leaving === undefined) return { share: 'undelivered', rule: 'R10' };
  if (leaving.wasWaste) return { share: 'reclaimed', rule: 'R16' };
  if (leaving.compaction === undefined) return { share: 'evicted', rule: 'R10' };
  return { share: 'compacted', rule: 'R13', compaction: leaving.compaction };
}

/** R13: the summary's worth counts as delivered. Where the provider tells how much it has cleared, its number counts. */
function compacted(parts: readonly Pending[]): readonly UnitPart[] {
  const groups = new Map<Compaction, Pending[]>();
  for (const part of parts) {
    if (part.compaction === undefined) continue;
    const known = groups.get(part.compaction);
    if (known === undefined) groups.set(part.compaction, [part]);
    else known.push(part);
  }
  const settled = [...groups].flatMap(([compaction, group]) => divided(compaction, group));
  return [...parts.filter(({ compaction }) => compaction === undefined), ...settled];
}

function divided({ summary, told }: Compaction, group: readonly Pending[]): readonly UnitPart[] {
  const weights = group.map(({ tokens }) => tokens);
  const ours = weights.reduce((sum, tokens) => sum + tokens, 0);
  const isOurs = told === undefined || told > ours * 2 || told < ours / 2; // It has cleared more than was offered here.
  const all = isOurs ? ours : told;
  const counts = apportion(all, weights);
  const kept = apportion(Math.min(all, summary), weights);
  return group.flatMap(({ unit }, index) => [
    { unit, share: 'compacted', rule: 'R13', tokens: (counts[index] ?? 0) - (kept[index] ?? 0) } as const,
    { unit, share: 'delivered', rule: 'R13', tokens: kept[index] ?? 0 } as const,
  ]);
}
