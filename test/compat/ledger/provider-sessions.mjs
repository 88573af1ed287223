// Sessions in which providers do something of their own.
import { exact } from './corpus.mjs';
import { args, begin, cutTo, few, finish, fresh, step, tools } from './script.mjs';

export const providerSessions = [
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
];
