// The client of the AI SDK, in the major that the argument names.
import { fileURLToPath } from 'node:url';

const [major] = process.argv.slice(2);
const { createMCPClient, ElicitationRequestSchema } = await import(`ai-sdk-${major}`);
const { Experimental_StdioMCPTransport: Stdio } = await import(`ai-sdk-${major}/mcp-stdio`);
const args = [fileURLToPath(new URL('sdk-server.mjs', import.meta.url))];
const transport = new Stdio({ command: process.execPath, args });
const client = await createMCPClient({ capabilities: { elicitation: {} }, transport });
client.onElicitationRequest(ElicitationRequestSchema, async () => ({ action: 'accept', content: { name: 'x' } }));
const tools = await client.tools();
const call = (name, options = {}) =>
  tools[name].execute({}, { toolCallId: '1', messages: [], ...options }).then(
    ({ content: [{ text }] }) => text,
    ({ message }) => message,
  );
const said = [await call('echo'), await call('fail'), await call('ask')];
said.push(await call('hang', { abortSignal: AbortSignal.timeout(50) }));
await client.close();
process.stdout.write(said.join(', '));
