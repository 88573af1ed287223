// Sessions in which something of what was offered is lost on its way.
import { cut, exact } from './corpus.mjs';
import { args, begin, cutTo, few, finish, fresh, spoil, step, summarise, tools } from './script.mjs';

export const supplySessions = [
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
];
