// An agent whose requests repeat what was said before, against a model server of its own that counts words.
import { createServer } from 'node:http';
import { context, propagation } from '@opentelemetry/api';

const [, , way = 'plain'] = process.argv;
const words = (text) => text.split(/\s+/).filter((word) => word !== '').length;
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { messages, tools = [] } = JSON.parse(Buffer.concat(chunks).toString());
  const input =
    way === 'nonsense'
      ? -5
      : messages.reduce((sum, { content }) => sum + words(content) + 4, 0) +
        tools.reduce((sum, tool) => sum + words(JSON.stringify(tool)), 0);
  response.writeHead(200, { 'content-type': 'application/json' });
  const message = { role: 'assistant', content: `Answer number ${messages.length}.` };
  const usage = { prompt_tokens: input, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 10 * input } };
  response.end(JSON.stringify({ id: 'x', model: 'gpt-5', choices: [{ message, finish_reason: 'stop' }], usage }));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}/v1/chat/completions`;
const vocabulary =
  'the of and to in is was for on that with as his they at be this from have or by one had not but what all were when we'.split(
    ' ',
  );
/** So many words in an order that comes only once; each is a token, about. */
function file(name) {
  let state = name.charCodeAt(0);
  const next = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff);
  return Array.from({ length: 150 }, () => vocabulary[(next() >> 8) % vocabulary.length]).join(' ');
}

/** Three requests, each of which has the same file once more. */
async function talk(who) {
  const messages = [{ role: 'user', content: `I am ${who}.` }];
  for (let round = 0; round < 3; round += 1) {
    messages.push({ role: 'user', content: file(who) });
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ model: 'gpt-5', messages }) });
    messages.push((await answer.json()).choices[0].message);
  }
}

const within = (conversation, run) => {
  const entries = { 'gen_ai.conversation.id': { value: conversation } };
  return context.with(propagation.setBaggage(context.active(), propagation.createBaggage(entries)), run);
};

await talk('ann');
if (way === 'two agents') await Promise.all(['bob', 'cleo'].map((who) => within(who, () => talk(who))));
if (way === 'close') {
  const { closeSession } = await import('@mcp-otel/instrumentation');
  await within('bob', () => talk('bob'));
  closeSession('bob');
  await within('bob', () => talk('bob'));
}
if (way === 'killed') {
  console.log('ready');
  await new Promise((resolve) => setTimeout(resolve, 20_000));
}
server.close();
server.closeAllConnections();
