// Scripted sessions, each with what it knows about the fate of its tokens. Every text is cut from a place of its own.
import { corpus, cut, exact } from './corpus.mjs';

/** Where the next text of a kind begins: what the script says itself, what a tool gives out, and what changes from call to call. */
const ends = { said: {}, given: {}, polled: {} };
function next(where, kind, length, start) {
  const from = ends[where][kind] ?? Math.floor(corpus[kind].length * start);
  ends[where][kind] = from + length;
  return from;
}
/** A text that stands nowhere else. */
const fresh = (kind, length) => cut(kind, next('said', kind, length, 0.1), length);
/** Arguments of a tool that gives out such a text; with a label another one each time. */
const args = (kind, length, more = {}) => {
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

const few = () => tools(['read', 'find']);
const begin = (s, length = 900) => {
  s.add('system', fresh('prose', length));
  s.add('user', fresh('markdown', 300));
};
/** Asks for one tool, runs it, and gives back what came of it. */
const step = async (s, name, given, how) => {
  const [call] = await s.ask({ calls: [[name, given]], text: fresh('prose', 90) });
  return s.tool(call, how);
};
const finish = async (s) => s.ask({ text: fresh('prose', 200) });

export const sessions = [
  [
    'nothing is wasted',
    { lib: 'openai', tools: few() },
    async (s) => {
      begin(s);
      await step(s, 'read', args('code', 5_000));
      await step(s, 'find', args('json', 4_000));
      await finish(s);
    },
  ],
  [
    'most tools are never called',
    { lib: 'anthropic', tools: tools(['read', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']) },
    async (s) => {
      begin(s);
      await step(s, 'read', args('code', 4_000));
      await step(s, 'read', args('markdown', 3_000));
      await finish(s);
    },
  ],
  [
    'two calls are too few to blame a tool',
    { lib: 'openai', tools: tools(['read', 'a', 'b', 'c']) },
    async (s) => {
      begin(s);
      await step(s, 'read', args('code', 3_000));
      await finish(s);
    },
  ],
  [
    'a file is read twice',
    { lib: 'openai', tools: few() },
    async (s) => {
      begin(s);
      const given = args('code', 6_000);
      await step(s, 'read', given);
      await step(s, 'read', given, { waste: 'duplicate' });
      await step(s, 'find', args('logs', 3_000));
      await finish(s);
    },
  ],
  [
    'a result is wrapped, and read twice by another tool',
    { lib: 'ai', tools: few() },
    async (s) => {
      begin(s, 0);
      const given = args('json', 5_000);
      await step(s, 'read', given, { as: (text) => JSON.stringify({ content: [{ type: 'text', text }] }) });
      await step(s, 'find', given, { waste: 'duplicate' });
      await finish(s);
    },
  ],
  [
    'the user quotes a result',
    { lib: 'anthropic', tools: few() },
    async (s) => {
      begin(s);
      const { text } = await step(s, 'read', args('markdown', 4_000));
      await finish(s);
      s.add('user', text, { waste: 'duplicate' });
      await step(s, 'find', args('code', 3_000));
      await finish(s);
    },
  ],
  [
    'a status is polled',
    { lib: 'openai', tools: tools(['poll']) },
    async (s) => {
      begin(s);
      const given = args('logs', 3_000, { label: 'status' });
      const first = await step(s, 'poll', given);
      const [call] = await s.ask({ calls: [['poll', given]] });
      first.piece.waste = 'superseded';
      await s.tool(call);
      await finish(s);
      await s.ask({ text: fresh('prose', 100) });
    },
  ],
  [
    'an error is followed by a success',
    { lib: 'anthropic', tools: tools(['flaky']) },
    async (s) => {
      begin(s);
      const given = args('code', 3_500, { label: 'anthropic' });
      const failed = await step(s, 'flaky', given);
      const calls = await s.ask({ calls: [['flaky', given]] });
      failed.piece.waste = 'superseded';
      await s.tool(calls[0]);
      await finish(s);
      await finish(s);
    },
  ],
  [
    'an error after a success replaces nothing, and is replaced',
    { lib: 'openai', tools: tools(['breaks']) },
    async (s) => {
      begin(s);
      const given = args('code', 3_500, { label: 'broken' });
      await step(s, 'breaks', given);
      await step(s, 'breaks', given, { waste: 'superseded' });
      await finish(s);
      await finish(s);
    },
  ],
  [
    'a tool that may answer otherwise is asked again',
    { lib: 'openai', tools: tools(['roll']) },
    async (s) => {
      begin(s);
      await step(s, 'roll', args('code', 2_500));
      await step(s, 'roll', args('logs', 2_500));
      await finish(s);
    },
  ],
  [
    'a billed attempt fails',
    { lib: 'anthropic', tools: few() },
    async (s) => {
      begin(s);
      await step(s, 'read', args('code', 4_000));
      await s.ask({ text: fresh('prose', 300), stream: true, error: true, waste: 'output', keep: false });
      await finish(s);
      await step(s, 'find', args('json', 2_000));
      await finish(s);
    },
  ],
  [
    'an answer is refused',
    { lib: 'openai', tools: few() },
    async (s) => {
      begin(s);
      await step(s, 'read', args('markdown', 4_000));
      await s.ask({ text: fresh('prose', 400), finish: 'content_filter', waste: 'output', keep: false });
      await step(s, 'find', args('code', 2_000));
      await finish(s);
    },
  ],
  [
    'a stream is broken off',
    { lib: 'anthropic', tools: few() },
    async (s) => {
      begin(s);
      await step(s, 'read', args('markdown', 4_000));
      await step(s, 'find', args('markdown', 2_000));
      await s.ask({ text: fresh('prose', 400), stream: true, abort: true, waste: 'output', keep: false });
      await finish(s);
    },
  ],
  [
    'results are cut',
    { lib: 'openai', tools: few() },
    async (s) => {
      begin(s);
      await cutTo(s, 'read', args('code', 6_000), 0.6);
      await cutTo(s, 'find', args('logs', 5_000), 0.4);
      await cutTo(s, 'read', args('json', 5_000), 0.9);
      await finish(s);
    },
  ],
  [
    'the middle of a result is taken out',
    { lib: 'anthropic', tools: few() },
    async (s) => {
      begin(s);
      const { unit, piece, text } = await step(s, 'read', args('markdown', 8_000), {
        as: (all) => `${all.slice(0, 2_000)}\n[...]\n${all.slice(-2_000)}`,
      });
      const kept = (exact(text.slice(0, 2_000)) + exact(text.slice(-2_000))) / exact(text);
      unit.fate = { delivered: kept, truncated: 1 - kept };
      await step(s, 'find', args('code', 3_000));
      await finish(s);
      return piece;
    },
  ],
  [
    'a result never reaches the model',
    { lib: 'ai', tools: few() },
    async (s) => {
      begin(s, 0);
      await step(s, 'read', args('code', 4_000), { as: () => 'Done.', fate: 'undelivered' });
      await step(s, 'find', args('markdown', 5_000));
      await finish(s);
    },
  ],
  [
    'a stub is meant to be one',
    { lib: 'openai', tools: tools(['read', 'save']) },
    async (s) => {
      begin(s);
      await step(s, 'save', args('code', 5_000), { as: () => 'Saved to a file.' });
      await step(s, 'read', args('markdown', 3_000));
      await finish(s);
    },
  ],
  [
    'bytes are altered on the way',
    { lib: 'openai', tools: few() },
    async (s) => {
      begin(s);
      const { unit, text } = await step(s, 'read', args('markdown', 6_000), { as: spoil });
      const part = exact(text.slice(0, 3_000)) / exact(text);
      unit.fate = { delivered: part, corrupted: 1 - part };
      await step(s, 'find', args('code', 4_000));
      await finish(s);
    },
  ],
  [
    'a source says how much it has left out',
    { lib: 'openai', tools: few() },
    async (s) => {
      begin(s);
      const after = '\n[truncated: 3000 characters omitted]';
      const { unit, text } = await step(s, 'read', args('markdown', 6_000, { after }));
      unit.missing = (3_000 * exact(text)) / text.length;
      await step(s, 'find', args('json', 3_000));
      await finish(s);
    },
  ],
  [
    'a source is spoilt already',
    { lib: 'anthropic', tools: few() },
    async (s) => {
      begin(s);
      const before = `${'\uFFFD'.repeat(8)} ${cut('prose', 90_000, 600).replaceAll('\n', ' ')}\n`;
      const { unit, text } = await step(s, 'read', args('markdown', 4_000, { before }));
      const bad = exact(before) / exact(text);
      unit.fate = { delivered: 1 - bad, corrupted: bad };
      await finish(s);
      await finish(s);
    },
  ],
  [
    'old results are dropped',
    { lib: 'openai', tools: few() },
    async (s) => {
      begin(s);
      const first = await step(s, 'read', args('code', 5_000));
      const second = await step(s, 'find', args('json', 3_000));
      await step(s, 'read', args('markdown', 4_000));
      await finish(s);
      s.drop(first.piece, second.piece);
      first.unit.fate = second.unit.fate = 'evicted';
      s.add('user', fresh('prose', 200));
      await finish(s);
    },
  ],
  [
    'old results are masked',
    { lib: 'anthropic', tools: few() },
    async (s) => {
      begin(s);
      const first = await step(s, 'read', args('code', 5_000));
      await step(s, 'find', args('markdown', 4_000));
      await finish(s);
      first.piece.text = '[old result cleared]';
      first.piece.tokens = exact(first.piece.text) + 4;
      first.unit.fate = 'evicted';
      s.add('user', fresh('prose', 200));
      await finish(s);
    },
  ],
  [
    'results are summarised',
    { lib: 'openai', tools: few() },
    async (s) => {
      begin(s);
      const steps = [];
      for (const kind of ['code', 'json', 'logs']) steps.push(await step(s, 'read', args(kind, 4_000)));
      await finish(s);
      summarise(s, steps, s.add('user', `Summary: ${fresh('prose', 1_200)}`));
      s.add('user', fresh('prose', 150));
      await finish(s);
    },
  ],
  [
    'copies are dropped, which is no loss',
    { lib: 'openai', tools: few() },
    async (s) => {
      begin(s);
      const given = args('code', 5_000);
      await step(s, 'read', given);
      const copy = await step(s, 'read', given, { waste: 'duplicate' });
      await finish(s);
      s.drop(copy.piece);
      s.add('user', fresh('prose', 150));
      await finish(s);
    },
  ],
  [
    'old versions are dropped, which is no loss',
    { lib: 'openai', tools: tools(['poll']) },
    async (s) => {
      begin(s);
      const given = args('markdown', 3_000, { label: 'versions' });
      const first = await step(s, 'poll', given);
      const [call] = await s.ask({ calls: [['poll', given]] });
      first.piece.waste = 'superseded';
      await s.tool(call);
      await finish(s);
      s.drop(first.piece);
      first.unit.fate = 'reclaimed';
      s.add('user', fresh('prose', 150));
      await finish(s);
    },
  ],
  [
    'the last result is seen by nobody',
    { lib: 'anthropic', tools: few() },
    async (s) => {
      begin(s);
      await step(s, 'read', args('code', 4_000));
      await step(s, 'find', args('markdown', 3_000), { fate: 'unobservable' });
    },
  ],
  [
    'a sub-agent works aside',
    { lib: 'openai', tools: few() },
    async (s) => {
      begin(s);
      const [call] = await s.ask({ calls: [['read', args('code', 4_000)]] });
      const main = s.history;
      // Another thread, with a result of its own.
      s.history = [];
      s.add('system', fresh('prose', 500));
      s.add('user', fresh('markdown', 400));
      await step(s, 'find', args('json', 3_000));
      await finish(s);
      s.history = main;
      await s.tool(call);
      await finish(s);
      await finish(s);
    },
  ],
  [
    'two requests go out at the same time',
    { lib: 'openai', tools: few() },
    async (s) => {
      begin(s);
      const { piece } = await step(s, 'read', args('code', 4_000));
      await finish(s);
      const model = s.model;
      const ways = [1, 2].map((way) => [...s.history, { role: 'user', text: fresh('prose', 200 + way), tokens: 0 }]);
      for (const way of ways) way.at(-1).tokens = exact(way.at(-1).text) + 4;
      const asked = ways.map((history, way) => {
        s.model = `${model}-${way}`;
        return s.ask({ text: fresh('prose', 100), history, keep: false, delay: 30 });
      });
      await Promise.all(asked);
      s.model = model;
      return piece;
    },
  ],
  [
    'the provider keeps the messages',
    { lib: 'responses', tools: few() },
    async (s) => {
      begin(s);
      await step(s, 'read', args('code', 4_000));
      for (const kind of ['json', 'markdown']) {
        const from = s.history.length - 1;
        const [call] = await s.ask({ calls: [['find', args(kind, 3_000)]], from, previous: s.last.id });
        await s.tool(call);
      }
      await s.ask({ text: fresh('prose', 200), from: s.history.length - 1, previous: s.last.id });
    },
  ],
  [
    'the provider has messages that nobody has seen',
    { lib: 'responses', tools: few() },
    async (s) => {
      begin(s);
      await s.ask({ text: fresh('prose', 200), previous: 'resp_before_our_time', unseen: 1_500 });
      await step(s, 'read', args('code', 3_000));
      await finish(s);
    },
  ],
  [
    'the provider clears old results',
    { lib: 'anthropic', tools: few() },
    async (s) => {
      begin(s);
      const first = await step(s, 'read', args('code', 5_000));
      const second = await step(s, 'find', args('markdown', 4_000));
      await step(s, 'read', args('json', 3_000));
      first.piece.isGone = second.piece.isGone = true;
      first.unit.fate = second.unit.fate = 'compacted';
      const tokens = first.piece.tokens + second.piece.tokens;
      await s.ask({ text: fresh('prose', 200), cleared: { uses: 2, tokens } });
      s.add('user', fresh('prose', 150));
      await s.ask({ text: fresh('prose', 100), cleared: { uses: 2, tokens } });
    },
  ],
  [
    'the provider compacts the conversation',
    { lib: 'anthropic', tools: few() },
    async (s) => {
      begin(s);
      const steps = [await step(s, 'read', args('code', 6_000)), await step(s, 'find', args('markdown', 4_000))];
      await finish(s);
      const text = `Compacted: ${fresh('prose', 1_000)}`;
      for (const piece of s.history) if (piece.role !== 'system') piece.isGone = true;
      const summary = s.add('assistant', '', { compaction: text, calls: [], tokens: exact(text) + 4 });
      const cleared = steps.reduce((sum, { unit }) => sum + unit.tokens, 0);
      const kept = Math.min(1, summary.tokens / cleared);
      for (const { unit } of steps) unit.fate = { delivered: kept, compacted: 1 - kept };
      s.add('user', fresh('prose', 150));
      await finish(s);
    },
  ],
  [
    'a picture is shown',
    { lib: 'openai', tools: few() },
    async (s) => {
      begin(s);
      s.add('user', '', { image: `data:image/png;base64,${'iVBORw0KGgo'.repeat(20)}`, tokens: 765 });
      const given = args('code', 4_000);
      await step(s, 'read', given);
      await step(s, 'read', given, { waste: 'duplicate' });
      await finish(s);
    },
  ],
  [
    'a model counts otherwise',
    { lib: 'anthropic', tools: tools(['read', 'a', 'b', 'c', 'd', 'e']), scale: 1.3 },
    async (s) => {
      for (const tool of s.tools) tool.tokens = Math.round(tool.tokens * 1.3);
      begin(s);
      const given = args('code', 5_000);
      await step(s, 'read', given);
      await step(s, 'read', given, { waste: 'duplicate' });
      await cutTo(s, 'read', args('markdown', 5_000), 0.5);
      await finish(s);
    },
  ],
  [
    'nobody tells any usage',
    { lib: 'openai', tools: tools(['read', 'a', 'b', 'c', 'd']) },
    async (s) => {
      begin(s);
      const given = args('code', 5_000);
      const [first] = await s.ask({ calls: [['read', given]], quiet: true });
      await s.tool(first);
      const [second] = await s.ask({ calls: [['read', given]], quiet: true });
      await s.tool(second, { waste: 'duplicate' });
      await s.ask({ text: fresh('prose', 200), quiet: true });
    },
  ],
  [
    'a resource and a prompt are given, and a result of two texts',
    { lib: 'openai', tools: tools(['pair']) },
    async (s) => {
      s.add('system', fresh('prose', 500));
      const { contents } = await s.with(() => s.mcp.readResource({ uri: 'text://guide' }));
      s.offer(contents[0].text);
      s.add('user', contents[0].text);
      const { messages } = await s.with(() => s.mcp.getPrompt({ name: 'review' }));
      s.offer(messages[0].content.text);
      s.add('user', messages[0].content.text);
      await step(s, 'pair', args('logs', 2_000));
      await finish(s);
      await finish(s);
    },
  ],
  [
    'everything at once',
    { lib: 'openai', tools: tools(['read', 'find', 'flaky', 'a', 'b', 'c', 'd', 'e']) },
    async (s) => {
      begin(s);
      const twice = args('code', 5_000);
      const first = await step(s, 'read', twice);
      await step(s, 'read', twice, { waste: 'duplicate' });
      const flaky = args('logs', 2_500, { label: 'everything' });
      const failed = await step(s, 'flaky', flaky);
      const [again] = await s.ask({ calls: [['flaky', flaky]] });
      failed.piece.waste = 'superseded';
      await s.tool(again);
      await cutTo(s, 'find', args('markdown', 6_000), 0.5);
      await step(s, 'read', args('json', 3_000), { as: () => 'Saved.', fate: 'undelivered' });
      await s.ask({ text: fresh('prose', 300), finish: 'content_filter', waste: 'output', keep: false });
      const dropped = await step(s, 'find', args('code', 4_000));
      await finish(s);
      s.drop(dropped.piece);
      dropped.unit.fate = 'evicted';
      s.add('user', fresh('prose', 150));
      await finish(s);
      return first;
    },
  ],
  [
    'a long day',
    { lib: 'anthropic', tools: tools(['read', 'find', 'a', 'b', 'c', 'd']) },
    async (s) => {
      begin(s);
      const kinds = ['code', 'json', 'markdown', 'logs', 'prose'];
      for (let round = 0; round < 24; round += 1)
        await step(s, round % 3 === 0 ? 'find' : 'read', args(kinds[round % 5], 1_500 + (round % 4) * 700));
      await finish(s);
    },
  ],
  [
    'the history is edited in its middle',
    { lib: 'openai', tools: few() },
    async (s) => {
      begin(s);
      await step(s, 'read', args('code', 4_000));
      await finish(s);
      const note = s.history[1];
      note.text = fresh('markdown', 500);
      note.tokens = exact(note.text) + 4;
      s.add('user', fresh('prose', 150));
      await step(s, 'find', args('json', 3_000));
      await finish(s);
    },
  ],
];

/** A client that cuts results. */
async function cutTo(s, name, given, part) {
  const result = await step(s, name, given, { as: (text) => `${text.slice(0, text.length * part)}\n... [cut]` });
  const kept = exact(result.text.slice(0, result.text.length * part)) / exact(result.text);
  result.unit.fate = { delivered: kept, truncated: 1 - kept };
  return result;
}

/** Second half of a text, with bytes that have become others. */
function spoil(text) {
  const half = 3_000;
  return (
    text.slice(0, half) +
    text.slice(half).replaceAll(/\w+/g, (word) => `${word.slice(0, 1)}\uFFFD${word.slice(2)}\uFFFDx`)
  );
}

/** A summary takes the place of results. */
function summarise(s, steps, summary) {
  s.drop(...steps.map(({ piece }) => piece), summary);
  s.history.splice(2, 0, summary);
  const cleared = steps.reduce((sum, { unit }) => sum + unit.tokens, 0);
  const kept = Math.min(1, summary.tokens / cleared);
  for (const { unit } of steps) unit.fate = { delivered: kept, compacted: 1 - kept };
}
