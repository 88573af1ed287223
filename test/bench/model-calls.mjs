// CPU of one call of a model over fetch, in microseconds: node model-calls.mjs <port> <small|large answer|large request|stream>
const [, , port, kind] = process.argv;
const content = kind === 'large request' ? 'lorem ipsum dolor '.repeat(11_000) : 'How warm is it?';
const body = JSON.stringify({ model: 'gpt-5', stream: kind === 'stream', messages: [{ role: 'user', content }] });
const scenario = kind === 'stream' ? 'stream' : kind === 'large answer' ? 'large' : 'small';
const url = `http://127.0.0.1:${port}/${scenario}/v1/chat/completions`;
const headers = { 'content-type': 'application/json' };

async function call() {
  const response = await fetch(url, { method: 'POST', headers, body });
  if (kind !== 'stream') return response.json();
  for await (const _ of response.body);
  return undefined;
}

const repeat = async (times) => {
  for (let each = 0; each < times; each += 1) await call();
};
await repeat(150);
const { user, system } = process.cpuUsage();
const calls = 300;
await repeat(calls);
const spent = process.cpuUsage({ user, system });
process.stdout.write(String((spent.user + spent.system) / calls));
