// Client and server on the low-level classes, which are there in every SDK v1. The first argument is the role.
exports.main = async ({ Client, Server, StdioClientTransport, StdioServerTransport, schemas }) => {
  if (process.argv[2] === 'serve') return serve();
  const client = new Client({ name: 'caller', version: '1.0.0' }, { capabilities: { sampling: {} } });
  client.setRequestHandler(schemas.CreateMessageRequestSchema, async () => ({
    model: 'm',
    role: 'assistant',
    content: { type: 'text', text: 'hello' },
  }));
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [process.argv[1], 'serve'] }));
  await client.listTools();
  await client.callTool({ name: 'echo' });
  await client.callTool({ name: 'fail' });
  await client.callTool({ name: 'sample' });
  await client.callTool({ name: 'throw' }).catch(() => undefined);
  await client.callTool({ name: 'hang' }, undefined, { timeout: 150 }).catch(() => undefined);
  return client.close();

  async function serve() {
    const server = new Server({ name: 'low', version: '1.0.0' }, { capabilities: { tools: {} } });
    const names = ['echo', 'fail', 'sample', 'throw', 'hang'];
    server.setRequestHandler(schemas.ListToolsRequestSchema, async () => ({
      tools: names.map((name) => ({ name, inputSchema: { type: 'object' } })),
    }));
    server.setRequestHandler(schemas.CallToolRequestSchema, async ({ params: { name } }) => {
      if (name === 'throw') throw new Error('as planned');
      if (name === 'hang') return new Promise(() => undefined);
      const message = { role: 'user', content: { type: 'text', text: 'hi' } };
      if (name === 'sample') await server.createMessage({ messages: [message], maxTokens: 5 });
      return { content: [{ type: 'text', text: name }], isError: name === 'fail' };
    });
    await server.connect(new StdioServerTransport());
  }
};
