// Calls every method of the v1 server once, and every way in which a call can end.
exports.main = async ({ Client, StdioClientTransport, StreamableHTTPClientTransport, schemas }) => {
  const [server] = process.argv.slice(2);
  const client = new Client(
    { name: 'caller', version: '1.0.0' },
    { capabilities: { sampling: {}, elicitation: {}, roots: { listChanged: true } } },
  );
  client.setRequestHandler(schemas.CreateMessageRequestSchema, async () => ({
    model: 'm',
    role: 'assistant',
    content: { type: 'text', text: 'hello' },
  }));
  client.setRequestHandler(schemas.ElicitRequestSchema, async () => ({ action: 'accept', content: {} }));
  client.setRequestHandler(schemas.ListRootsRequestSchema, async () => ({ roots: [] }));
  const transport = server.startsWith('http')
    ? new StreamableHTTPClientTransport(new URL(server))
    : new StdioClientTransport({ command: process.execPath, args: [server], stderr: 'inherit' });
  await client.connect(transport);

  const call = (name, args = {}, options) => client.callTool({ name, arguments: args }, undefined, options);
  await client.ping();
  await client.listTools();
  await call('add', { a: 1, b: 2 });
  await call('fail');
  await call('nobody');
  await client.request({ method: 'no/such' }, schemas.EmptyResultSchema).catch(ignored);
  await call('hang', {}, { timeout: 150 }).catch(ignored);
  await call('hang', {}, { signal: stopSoon() }).catch(ignored);
  await call('sample');
  await call('ask');
  await call('roots');
  await call('announce');
  await call('progress', {}, { onprogress: ignored });
  await client.listPrompts();
  await client.getPrompt({ name: 'greet', arguments: { name: 'Ada' } });
  await client.complete({ ref: { type: 'ref/prompt', name: 'greet' }, argument: { name: 'name', value: 'A' } });
  await client.listResources();
  await client.listResourceTemplates();
  await client.readResource({ uri: 'note://one?token=secret' });
  await client.readResource({ uri: 'file:///absent' }).catch(ignored);
  await client.subscribeResource({ uri: 'note://one' });
  await client.unsubscribeResource({ uri: 'note://one' });
  await client.setLoggingLevel('info');
  await client.sendRootsListChanged();
  if (process.argv[3] === 'crash') await call('crash').catch(ignored);
  await client.close();
};

function stopSoon() {
  const abort = new AbortController();
  setTimeout(() => abort.abort(new Error('the user said stop')), 100);
  return abort.signal;
}

function ignored() {}
