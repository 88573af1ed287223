import { toNodeHandler } from '@modelcontextprotocol/node';
import { acceptedContent, createMcpHandler, inputRequired, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import program from './server-program.cjs';

program.main({ McpServer, acceptedContent, inputRequired, createMcpHandler, serveStdio, toNodeHandler });
