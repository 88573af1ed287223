import { namesTool } from '../../turns/names-tool.ts';
import { argumentsKey } from '../../turns/thread.ts';
import type { ToolRequest } from '../../turns/thread.ts';
import type { OfferedUnit } from '../request.ts';
import type { UnitFacts } from '../facts.ts';
import type { Passage } from './passages.ts';

/** A unit that was offered. */
export interface Unit {
  readonly id: number;
  readonly offered: Pick<OfferedUnit, 'span' | 'kind' | 'isError' | 'repeatable' | 'stub'>;
  readonly passage: Passage;
  /** Tokens of its text by our own count. */
  readonly estimate: number;
  /** Tokens of each run of its words. */
  readonly weights: readonly number[];
  readonly missing: number;
  readonly corrupted: number;
  readonly isJson: boolean;
  /** Which of its words blocks have brought; undefined where none has, or all have. */
  covered: Uint8Array | undefined;
  /** Part of it that blocks have brought, in per mille. */
  share: number;
  /** The tool call of a model that has asked for it, and in which thread. */
  asked: Asked | undefined;
  /** It is in the books. */
  isTold: boolean;
  /** Its tokens have been measured by a call that had it. */
  isMeasured: boolean;
}

/** A tool call that a model has asked for. */
export interface Asked {
  readonly thread: number;
  readonly callId: string | undefined;
}

interface Waiting extends Asked {
  readonly name: string;
  readonly arguments: string;
}

/** Tool calls of models, and units, that wait for one another. */
const MAX_WAITING = 512;

/** Finds the tool call of a model that a unit answers: by tool and arguments, first come first served. */
export class Askings {
  #waiting: Waiting[] = [];
  #early: { readonly unit: Unit; readonly tool: string; readonly arguments: string }[] = [];

  /** A model has asked for tools. Streamed answers ask before they end, so that a unit may be there already. */
  asked(calls: readonly ToolRequest[], thread: number): void {
    for (const { id: callId, name, arguments: given } of calls) {
      const key = argumentsKey(given);
      if (key === undefined) continue;
      const early = this.#early.findIndex((each) => each.arguments === key && namesTool(name, each.tool));
      const [found] = early === -1 ? [] : this.#early.splice(early, 1);
      if (found !== undefined) found.unit.asked = { thread, callId };
      else this.#waiting.push({ thread, callId, name, arguments: key });
    }
    this.#waiting = this.#waiting.slice(-MAX_WAITING);
  }

  /** Which tool call a result belongs to; a unit of a call that nobody is known to have asked for may still be claimed. */
  claim(unit: Unit, { tool, arguments: given }: OfferedUnit): void {
    const key = tool === undefined ? undefined : argumentsKey(given);
    if (tool === undefined || key === undefined) return;
    const index = this.#waiting.findIndex((each) => each.arguments === key && namesTool(each.name, tool));
    const [found] = index === -1 ? [] : this.#waiting.splice(index, 1);
    if (found !== undefined) unit.asked = { thread: found.thread, callId: found.callId };
    else this.#early = [...this.#early, { unit, tool, arguments: key }].slice(-MAX_WAITING);
  }
}

/** Units that a block may bring: by the id of the tool call first. */
export class Units {
  readonly all: Unit[] = [];
  readonly #byPassage = new Map<number, Unit>();

  add(unit: Omit<Unit, 'id' | 'covered' | 'share' | 'asked' | 'isTold' | 'isMeasured'>): Unit {
    const state = { covered: undefined, share: 0, asked: undefined, isTold: false, isMeasured: false };
    const added: Unit = { ...unit, ...state, id: this.all.length };
    this.all.push(added);
    this.#byPassage.set(unit.passage.id, added);
    return added;
  }

  ofPassage({ id }: Passage): Unit | undefined {
    return this.#byPassage.get(id);
  }

  /** Units that answer a tool call; one answer may have several texts. */
  ofCall(callId: string | undefined): readonly Unit[] {
    return callId === undefined ? [] : this.all.filter(({ asked }) => asked?.callId === callId);
  }

  /** Units of few words, which cannot be told by their words from anybody else's. */
  short(words: number): readonly Unit[] {
    return this.all.filter(({ passage }) => passage.words.length < words);
  }
}

/** Whether a run of words stands in another one. */
export function containsRun(words: Uint32Array, run: Uint32Array): boolean {
  if (run.length === 0) return true;
  for (let at = words.indexOf(run[0] ?? 0); at !== -1; at = words.indexOf(run[0] ?? 0, at + 1))
    if (run.every((word, index) => words[at + index] === word)) return true;
  return false;
}

/** A unit as a fact. @param scale tokens per token of our own count */
export function describeUnit({ id, offered, asked, estimate, missing, corrupted }: Unit, scale: number): UnitFacts {
  return {
    unit: id,
    span: offered.span,
    kind: offered.kind,
    ...(asked !== undefined && { thread: asked.thread }),
    tokens: Math.max(1, Math.round(estimate * scale)),
    ...(missing > 0 && { missing: Math.round(missing * scale) }),
    ...(corrupted > 0 && { corrupted }),
    ...(offered.stub === true && { stub: true }),
  };
}
