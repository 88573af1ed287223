// A server on fastmcp, which has several copies of the SDK.
import { FastMCP } from 'fastmcp';

const server = new FastMCP({ name: 'fastmcp', version: '1.0.0' });
server.addTool({ name: 'echo', description: 'echo', execute: async () => 'hello' });
await server.start({ transportType: 'stdio' });
