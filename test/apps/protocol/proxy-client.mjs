// Calls one tool of a proxy.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const [server] = process.argv.slice(2);
const client = new Client({ name: 'outer', version: '1' });
await client.connect(new StdioClientTransport({ command: process.execPath, args: [server], stderr: 'inherit' }));
const { content } = await client.callTool({ name: 'add', arguments: { a: 1, b: 2 } });
process.stdout.write(content[0].text);
await client.close();
