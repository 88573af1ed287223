// Starts a stdio server and tells how long it took to answer the handshake, and the memory it then had (Linux).
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [modules, preload] = process.argv.slice(2);
const file = fileURLToPath(new URL(`../apps/v1/server.${modules}`, import.meta.url));
const started = performance.now();
const child = spawn(process.execPath, [...(preload ? ['--require', preload] : []), file], {
  stdio: ['pipe', 'pipe', 'ignore'],
  env: { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' },
});
const clientInfo = { name: 'bench', version: '1' };
const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo };
child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'initialize', params })}\n`);
child.stdout.once('data', () => {
  const ms = performance.now() - started;
  const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? '0';
  process.stdout.write(JSON.stringify({ ms, mb: Number(resident) / 1024 }));
  child.kill('SIGKILL');
});
