// Sessions whose tokens are wasted in one way or another.
import { exact } from './corpus.mjs';
import { args, begin, cutTo, few, finish, fresh, step, tools } from './script.mjs';

export const useSessions = [
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
