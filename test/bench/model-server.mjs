// Answers as a model would, at once; tells its port on stdout, and ends with its stdin.
import { createServer } from 'node:http';

const usage = { prompt_tokens: 120, completion_tokens: 40, total_tokens: 160 };
const head = { id: 'chatcmpl-1', model: 'gpt-5-2026-08-06' };
const whole = (content) =>
  JSON.stringify({
    ...head,
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
    usage,
  });
const piece = (delta, finish_reason = null) =>
  `data: ${JSON.stringify({ ...head, choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
const large = whole('lorem ipsum dolor '.repeat(11_000));
const pieces = [
  ...Array.from({ length: 200 }, (_, index) => piece({ content: `word${index} ` })),
  piece({}, 'stop'),
  'data: [DONE]\n\n',
];

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    if (!request.url.includes('stream')) {
      response.writeHead(200, { 'content-type': 'application/json' });
      return response.end(request.url.includes('large') ? large : whole('Hello'));
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const each of pieces) response.write(each);
    return response.end();
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(String(server.address().port)));
process.stdin.resume().on('end', () => {
  server.close();
  server.closeAllConnections();
});
