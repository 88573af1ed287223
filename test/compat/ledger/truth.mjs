// A scripted session: it speaks through real libraries, and knows of every token what becomes of it.
import { context, propagation } from '@opentelemetry/api';
import { exact } from './corpus.mjs';
import { libraries } from './libraries.mjs';

const FRAME = 4;
const lost = ['truncated', 'undelivered', 'corrupted', 'evicted', 'compacted'];
let models = 0;

export class Session {
  constructor(name, { lib, provider, mcp, tools, scale = 1 }) {
    Object.assign(this, { name, lib: libraries[lib], provider, mcp, tools, scale });
    // Prices and tokenizer follow the name, answers are found by it.
    this.model = `${lib === 'anthropic' ? 'claude-sonnet-5' : 'gpt-5'}-${(models += 1)}`;
    this.history = [];
    this.units = [];
    this.calls = [];
    this.used = new Set();
    this.ids = 0;
    this.context = propagation.setBaggage(
      context.active(),
      propagation.createBaggage({ 'gen_ai.conversation.id': { value: name } }),
    );
  }

  /** Something that stands in every request from now on. */
  add(role, text, more = {}) {
    const tokens = more.tokens ?? Math.round((exact(text) + FRAME) * this.scale);
    const piece = { role, text, tokens, waste: undefined, ...more };
    this.history.push(piece);
    return piece;
  }

  /** Takes pieces out of the history; @returns them */
  drop(...pieces) {
    this.history = this.history.filter((piece) => !pieces.includes(piece));
    return pieces;
  }

  /** Calls the model with the history, or with another one. */
  async ask({
    text = '',
    calls = [],
    history = this.history,
    waste = 0,
    keep = true,
    unseen = 0,
    count,
    ...answer
  } = {}) {
    const named = calls.map(([name, args]) => ({ id: `call_${this.name}_${(this.ids += 1)}`, name, args }));
    for (const { name } of named) this.used.add(name);
    const tools = answer.tools ?? this.tools;
    const told = [...tools.map(toolPiece), ...history.filter(({ isGone }) => !isGone)];
    const input = count ?? told.reduce((sum, { tokens }) => sum + tokens, 0) + unseen;
    const said = textOfAnswer(text, named);
    const output = Math.round(exact(said) * this.scale);
    this.calls.push({
      pieces: told.map((piece) => ({ ...piece })),
      failed: answer.error === true,
      unseen,
      waste: waste === 'output' ? output : 0,
    });
    const { provider, model } = this;
    const request = { provider, model, tools, history, ...answer };
    this.provider.answers.set(this.model, { text, calls: named, input, output, ...answer });
    this.last = await context.with(this.context, () => this.lib(request));
    if (keep) this.add('assistant', text, { calls: named, tokens: output + FRAME });
    return named;
  }

  /** Calls a tool over MCP, and puts its result into the history as the agent would. */
  async tool({ id, name, args }, { as = (text) => text, fate, into = true, ...more } = {}) {
    const result = await context.with(this.context, () => this.mcp.callTool({ name, arguments: args }));
    const texts = result.content.map(({ text }) => text);
    const units = texts.map((text) => this.offer(text, fate));
    if (!into) return { units, unit: units[0], text: texts[0] };
    const text = as(texts.join('\n'));
    const piece = this.add('tool', text, { callId: id, name, isError: result.isError === true, ...more });
    return { piece, units, unit: units[0], text: texts[0] };
  }

  /** Something is offered: `fate` is what becomes of it, all of it or parts that add up to 1. */
  offer(text, fate = 'delivered') {
    const unit = { tokens: exact(text) * this.scale, fate, missing: 0 };
    this.units.push(unit);
    return unit;
  }

  truth() {
    const classes = {};
    const add = (name, tokens) => void (classes[name] = (classes[name] ?? 0) + tokens);
    const chances = this.calls.filter(({ failed }) => !failed).length;
    for (const { pieces, failed, unseen, waste } of this.calls) {
      add('retry', waste);
      add('unclassified', unseen);
      for (const { role, name, tokens, waste: kind } of pieces) {
        const unused = role === 'tool_def' && chances >= 3 && !this.used.has(name);
        add(failed ? 'retry' : unused ? 'unused_tool' : (kind ?? 'meaningful'), tokens);
      }
    }
    const fates = {};
    for (const { tokens, fate, missing } of this.units) {
      const parts = typeof fate === 'string' ? { [fate]: 1 } : fate;
      for (const [name, part] of Object.entries(parts)) fates[name] = (fates[name] ?? 0) + tokens * part;
      if (missing > 0) fates.truncated = (fates.truncated ?? 0) + missing;
    }
    return { session: this.name, classes, fates, ...figures(classes, fates) };
  }
}

function figures(classes, fates) {
  const sum = (values) => values.reduce((all, value) => all + (value ?? 0), 0);
  const all = sum(Object.values(classes));
  const known = all - (classes.unclassified ?? 0);
  const loss = sum(lost.map((fate) => fates[fate]));
  const seen = loss + (fates.delivered ?? 0);
  const offered = sum(Object.values(fates));
  return {
    efficiency: known === 0 ? undefined : classes.meaningful / known,
    coverage: known / all,
    loss: seen === 0 ? undefined : loss / seen,
    lossCoverage: offered === 0 ? 0 : 1 - (fates.unobservable ?? 0) / offered,
  };
}

function toolPiece({ name, text, tokens }) {
  return { role: 'tool_def', name, text, tokens };
}

function textOfAnswer(text, calls) {
  return [text, ...calls.map(({ name, args }) => `${name} ${JSON.stringify(args)}`)]
    .filter((part) => part !== '')
    .join('\n');
}
