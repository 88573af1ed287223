import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import * as schemas from '@modelcontextprotocol/sdk/types.js';
import program from './program.cjs';

await program.main({ Client, Server, StdioClientTransport, StdioServerTransport, schemas });
