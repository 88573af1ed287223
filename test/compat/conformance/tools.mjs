// The tools that the conformance suite calls.
import { CreateMessageResultSchema, ElicitResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { image, resource, text, wait, WAV } from './content.mjs';

const none = { type: 'object', properties: {} };
const elicit = (extra, message, requestedSchema) =>
  extra.sendRequest({ method: 'elicitation/create', params: { message, requestedSchema } }, ElicitResultSchema);
export const tools = {
  test_simple_text: () => [text('This is a simple text response for testing.')],
  test_image_content: () => [image],
  test_audio_content: () => [{ type: 'audio', data: WAV, mimeType: 'audio/wav' }],
  test_embedded_resource: () => [resource('test://embedded-resource', 'This is an embedded resource content.')],
  test_multiple_content_types: () => [
    text('Multiple content types test:'),
    image,
    resource('test://mixed-content-resource', '{"test":"data","value":123}', 'application/json'),
  ],
  test_tool_with_logging: async (_a, x) => {
    for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      await x.sendNotification({ method: 'notifications/message', params: { level: 'info', data } });
      await wait(50);
    }
    return [text('done')];
  },
  test_error_handling: () => {
    throw new Error('This tool intentionally returns an error for testing');
  },
  test_tool_with_progress: async (_a, x) => {
    const progressToken = x._meta?.progressToken;
    for (const progress of [0, 50, 100]) {
      if (progressToken !== undefined)
        await x.sendNotification({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } });
      await wait(50);
    }
    return [text(String(progressToken))];
  },
  test_sampling: async (a, x) => {
    const r = await x.sendRequest(
      {
        method: 'sampling/createMessage',
        params: { messages: [{ role: 'user', content: text(a.prompt) }], maxTokens: 100 },
      },
      CreateMessageResultSchema,
    );
    return [text(`LLM response: ${r.content.text}`)];
  },
  test_elicitation: async (a, x) => {
    const r = await elicit(x, a.message, {
      type: 'object',
      properties: { username: { type: 'string' }, email: { type: 'string' } },
      required: ['username', 'email'],
    });
    return [text(`User response: action=${r.action}, content=${JSON.stringify(r.content)}`)];
  },
  test_elicitation_sep1034_defaults: async (_a, x) => {
    const r = await elicit(x, 'defaults', {
      type: 'object',
      properties: {
        name: { type: 'string', default: 'John Doe' },
        age: { type: 'integer', default: 30 },
        score: { type: 'number', default: 95.5 },
        status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
        verified: { type: 'boolean', default: true },
      },
      required: [],
    });
    return [text(`Elicitation completed: action=${r.action}, content=${JSON.stringify(r.content)}`)];
  },
  test_elicitation_sep1330_enums: async (_a, x) => {
    const v = [1, 2, 3].map((i) => ({ const: `value${i}`, title: `Option ${i}` })),
      e = ['option1', 'option2', 'option3'];
    const r = await elicit(x, 'enums', {
      type: 'object',
      properties: {
        untitledSingle: { type: 'string', enum: e },
        titledSingle: { type: 'string', oneOf: v },
        legacyEnum: {
          type: 'string',
          enum: ['opt1', 'opt2', 'opt3'],
          enumNames: ['Option One', 'Option Two', 'Option Three'],
        },
        untitledMulti: { type: 'array', items: { type: 'string', enum: e } },
        titledMulti: { type: 'array', items: { anyOf: v } },
      },
      required: [],
    });
    return [text(`Elicitation completed: action=${r.action}, content=${JSON.stringify(r.content)}`)];
  },
  test_reconnection: async (_a, x) => {
    x.closeSSEStream?.();
    await wait(100);
    return [text('Reconnection test completed')];
  },
  json_schema_2020_12_tool: () => [text('ok')],
};
export const schemas = {
  test_sampling: { type: 'object', properties: { prompt: { type: 'string' } }, required: ['prompt'] },
  test_elicitation: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
  json_schema_2020_12_tool: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    $defs: { address: { type: 'object', properties: { street: { type: 'string' }, city: { type: 'string' } } } },
    properties: { name: { type: 'string' }, address: { $ref: '#/$defs/address' } },
    additionalProperties: false,
  },
};

export const schemaOf = (name) => schemas[name] ?? none;
