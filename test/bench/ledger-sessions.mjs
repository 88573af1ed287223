// What the conservation ledger costs: CPU of a session, the longest slice, memory of a session and of ten thousand.
import { defaultLedgerLimits, estimateTokens, Ledger } from '@mcp-otel/core';

const key = { a: 7, b: 11 };
const SLICE_MS = 1.5;

/** A text of so many characters that says something else everywhere, in the manner of a log. */
export function textOf(seed, characters) {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
  const words = ['opened', 'closed', 'request', 'answer', 'waiting', 'queue', 'worker', 'retry', 'mooring', 'harbour'];
  const parts = [];
  for (let length = 0; length < characters;) {
    const part = `${words[next() % 10]} ${words[next() % 10]} ${next().toString(36)} in ${next() % 5_000} ms`;
    parts.push(part);
    length += part.length + 1;
  }
  return parts.join('\n').slice(0, characters);
}

/** An agent that reads files until its last request has so many tokens, about. */
export function* agent(tokens, perResult = 8_000) {
  const tools = Array.from({ length: 20 }, (_, index) => ({
    class: 'tool_def',
    name: `t${index}`,
    text: textOf(index, 600),
  }));
  const history = [
    { class: 'system', text: textOf(100, 3_000) },
    { class: 'user', text: textOf(101, 400) },
  ];
  const rounds = Math.max(1, Math.round((tokens * 2.2) / perResult));
  for (let round = 0; round < rounds; round += 1) {
    const call = { id: `c${round}`, name: `t${round % 5}`, arguments: { path: `/file/${round}` } };
    yield { blocks: [...tools, ...history], call };
    const text = textOf(1_000 + round, perResult);
    yield { unit: text, call };
    history.push({ class: 'assistant', text: `Reading file ${round}.`, calls: [call] });
    history.push({ class: 'tool_result', text: JSON.stringify([{ type: 'text', text }]), callId: call.id });
  }
  yield { blocks: [...tools, ...history], call: undefined };
}

/** Runs one session, and tells the time of each slice and how many tokens the model was given. */
export function runSession(ledger, session, steps) {
  const slices = [];
  let [input, calls, last] = [0, 0, 0];
  const work = () => {
    for (let left = true; left;) {
      const from = performance.now();
      left = ledger.run(from + SLICE_MS);
      slices.push({ from, ms: performance.now() - from });
    }
  };
  for (const { blocks, unit, call } of steps) {
    if (unit !== undefined) {
      const offered = { span: '00', kind: 'tool_result', text: unit, tool: call.name, arguments: call.arguments };
      ledger.offer(session, () => [offered], unit.length);
    } else {
      const request = { span: '00', blocks: () => blocks, model: 'm', chat: true, count: estimateTokens };
      const begun = ledger.begin(session, request);
      work();
      last = tokensIn(blocks);
      input += last;
      calls += 1;
      const reply = call && { class: 'assistant', text: `Reading file ${calls - 1}.`, calls: [call] };
      ledger.end(begun, { end: 'ok', input: last, output: 20, source: 'usage', reply });
    }
    work();
    while (ledger.take(session) !== undefined);
  }
  return { slices, input, calls, last };
}

const counted = new WeakMap();
function tokensIn(blocks) {
  return blocks.reduce((sum, block) => {
    if (!counted.has(block)) counted.set(block, estimateTokens(block.text) + 4);
    return sum + counted.get(block);
  }, 0);
}

export function newLedger(limits = {}) {
  return new Ledger({
    key,
    now: () => performance.now(),
    settled: () => undefined,
    limits: { ...defaultLedgerLimits, ...limits },
  });
}
