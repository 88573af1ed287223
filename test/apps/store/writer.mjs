// Ends spans by way of the audit lane until it is killed or its stdin ends, and says on stdout how many are on disk.
import { writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Variables } from '@mcp-otel/core';
import { captureClock, createStderrLog } from '@mcp-otel/pipeline';
import { startAuditLane } from '@mcp-otel/postgres/lane';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';

const STDOUT = 1;
const [name, pauseMs] = process.argv.slice(2);
const log = createStderrLog('warn');
const lane = startAuditLane({
  variables: new Variables(process.env, log.warn),
  env: process.env,
  log,
  logLevel: 'warn',
  clock: captureClock(),
  workerFile: fileURLToPath(import.meta.resolve('@mcp-otel/postgres/sender-worker')),
});
const tracer = new BasicTracerProvider({ spanProcessors: [lane] }).getTracer('writer');
let number = 0;
let isOver = false;

function write() {
  const count = 1 + (number % 40);
  for (let made = 0; made < count; made += 1) {
    number += 1;
    tracer.startSpan(`${name} ${number}`, { attributes: { 'mcp.method.name': 'tools/call', number } }).end();
  }
  lane.rescueSync(10_000);
  writeSync(STDOUT, `${number}\n`);
  if (!isOver) setTimeout(write, Number(pauseMs));
}

async function end() {
  isOver = true;
  await lane.shutdown();
  const { started, recovered, delivered, residual } = lane.statement();
  writeSync(STDOUT, `${JSON.stringify({ started, recovered, delivered, residual })}\n`);
  process.exit();
}

setInterval(() => undefined, 1_000); // The lane does not hold a process.
write();
process.stdin.on('end', () => void end()).resume();
