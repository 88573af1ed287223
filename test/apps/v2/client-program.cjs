// Calls every method of the v2 server once, and every way in which a call can end. The third argument is the mode of
// version negotiation: `legacy` for the 2025 handshake, `auto` for 2026-07-28.
exports.main = async ({ Client, StdioClientTransport, StreamableHTTPClientTransport }) => {
  const [server, mode] = process.argv.slice(2);
  const client = new Client(
    { name: 'caller', version: '2.0.0' },
    { versionNegotiation: { mode }, capabilities: { elicitation: { form: {} } } },
  );
  client.setRequestHandler('elicitation/create', async () => ({ action: 'accept', content: { yes: true } }));
  const transport = server.startsWith('http')
    ? new StreamableHTTPClientTransport(new URL(server))
    : new StdioClientTransport({ command: process.execPath, args: [server], stderr: 'inherit' });
  await client.connect(transport);

  const call = (name, args = {}, options) => client.callTool({ name, arguments: args }, options);
  await client.listTools();
  await call('add', { a: 1, b: 2 });
  await call('fail');
  await call('nobody').catch(ignored);
  await call('hang', {}, { timeout: 150 }).catch(ignored);
  await call('hang', {}, { signal: stopSoon() }).catch(ignored);
  if (mode === 'auto') await call('ask');
  await client.listPrompts();
  await client.getPrompt({ name: 'greet', arguments: { name: 'Ada' } });
  await client.listResources();
  await client.readResource({ uri: 'note://one' });
  await client.close();
};

function stopSoon() {
  const abort = new AbortController();
  setTimeout(() => abort.abort(new Error('the user said stop')), 100);
  return abort.signal;
}

function ignored() {}
