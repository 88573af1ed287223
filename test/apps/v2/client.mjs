import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import program from './client-program.cjs';

await program.main({ Client, StdioClientTransport, StreamableHTTPClientTransport });
