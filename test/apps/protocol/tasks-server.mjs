// A tool whose call begins a task (MCP 2025-11-25) that asks its caller something.
import {
  InMemoryTaskMessageQueue,
  InMemoryTaskStore,
} from '@modelcontextprotocol/sdk/experimental/tasks/stores/in-memory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { ElicitResultSchema } from '@modelcontextprotocol/sdk/types.js';

const server = new McpServer(
  { name: 'tasks', version: '1' },
  {
    capabilities: { tasks: { requests: { tools: { call: {} } } } },
    taskStore: new InMemoryTaskStore(),
    taskMessageQueue: new InMemoryTaskMessageQueue(),
  },
);

async function work({ taskId }, { sendRequest, taskStore }) {
  const question = { message: 'sure?', requestedSchema: { type: 'object', properties: {} } };
  const asked = { method: 'elicitation/create', params: question };
  const { action } = await sendRequest(asked, ElicitResultSchema, { relatedTask: { taskId } });
  await taskStore.storeTaskResult(taskId, 'completed', { content: [{ type: 'text', text: action }] });
}

server.experimental.tasks.registerToolTask(
  'slow',
  { inputSchema: {}, execution: { taskSupport: 'required' } },
  {
    async createTask(_arguments, extra) {
      const task = await extra.taskStore.createTask({ ttl: 60_000, pollInterval: 50 });
      void work(task, extra);
      return { task };
    },
    getTask: (_arguments, { taskStore, taskId }) => taskStore.getTask(taskId),
    getTaskResult: (_arguments, { taskStore, taskId }) => taskStore.getTaskResult(taskId),
  },
);
await server.connect(new StdioServerTransport());
