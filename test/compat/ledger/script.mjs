// What scripts of sessions are made of. Every text is cut from a place of its own.
import { corpus, cut, exact } from './corpus.mjs';

/** Where the next text of a kind begins: what the script says itself, what a tool gives out, and what changes from call to call. */
const ends = { said: {}, given: {}, polled: {} };
function next(where, kind, length, start) {
  const from = ends[where][kind] ?? Math.floor(corpus[kind].length * start);
  ends[where][kind] = from + length;
  return from;
}
/** A text that stands nowhere else. */
export const fresh = (kind, length) => cut(kind, next('said', kind, length, 0.1), length);
/** Arguments of a tool that gives out such a text; with a label another one each time. */
export const args = (kind, length, more = {}) => {
  const from = more.label === undefined ? next('given', kind, length, 0.3) : next('polled', kind, length, 0.8);
  return { kind, from, length, ...more };
};

/** Definitions of tools, as long as real ones. */
export function tools(names, size = 300) {
  return names.map((name, index) => {
    const definition = {
      description: cut('markdown', 20_000 + index * 900, size + index * 30),
      parameters: {
        type: 'object',
        properties: { kind: { type: 'string', description: cut('prose', index * 500, 120) } },
      },
    };
    const text = JSON.stringify({ name, ...definition });
    return { name, definition, text, tokens: exact(text) };
  });
}

export const few = () => tools(['read', 'find']);
export const begin = (s, length = 900) => {
  s.add('system', fresh('prose', length));
  s.add('user', fresh('markdown', 300));
};
/** Asks for one tool, runs it, and gives back what came of it. */
export const step = async (s, name, given, how) => {
  const [call] = await s.ask({ calls: [[name, given]], text: fresh('prose', 90) });
  return s.tool(call, how);
};
export const finish = async (s) => s.ask({ text: fresh('prose', 200) });

/** A client that cuts results. */
export async function cutTo(s, name, given, part) {
  const result = await step(s, name, given, { as: (text) => `${text.slice(0, text.length * part)}\n... [cut]` });
  const kept = exact(result.text.slice(0, result.text.length * part)) / exact(result.text);
  result.unit.fate = { delivered: kept, truncated: 1 - kept };
  return result;
}

/** Second half of a text, with bytes that have become others. */
export function spoil(text) {
  const half = 3_000;
  return (
    text.slice(0, half) +
    text.slice(half).replaceAll(/\w+/g, (word) => `${word.slice(0, 1)}\uFFFD${word.slice(2)}\uFFFDx`)
  );
}

/** A summary takes the place of results. */
export function summarise(s, steps, summary) {
  s.drop(...steps.map(({ piece }) => piece), summary);
  s.history.splice(2, 0, summary);
  const cleared = steps.reduce((sum, { unit }) => sum + unit.tokens, 0);
  const kept = Math.min(1, summary.tokens / cleared);
  for (const { unit } of steps) unit.fate = { delivered: kept, compacted: 1 - kept };
}
