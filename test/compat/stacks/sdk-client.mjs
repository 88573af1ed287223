// A client on SDK v1 for the servers of other stacks: a command line, or an address.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const [tools, ...args] = process.argv.slice(2);
const client = new Client({ name: 'client', version: '1' }, { capabilities: { elicitation: {} } });
client.setRequestHandler(ElicitRequestSchema, async () => ({ action: 'accept', content: { name: 'x' } }));
await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'inherit' }));
await client.listTools();
const said = [];
for (const name of tools.split(',')) said.push((await client.callTool({ name, arguments: {} })).content[0]?.text);
await client.close();
process.stdout.write(said.join(', '));
