// An MCP server that nobody has asked for anything yet; it ends as soon as nothing holds it.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

const server = new McpServer({ name: 'idle', version: '1.0.0' });
server.registerTool('echo', {}, async () => ({ content: [] }));
if (process.argv[2] === 'wait') process.stdin.resume();
