// Takes whatever is sent, tells its port on stdout, and ends with its stdin.
import { createServer } from 'node:http';

const server = createServer((request, response) => request.resume().on('end', () => response.end()));
server.listen(0, '127.0.0.1', () => process.stdout.write(String(server.address().port)));
process.stdin.resume().on('end', () => {
  server.close();
  server.closeAllConnections();
});
