import { parentPort, workerData } from 'node:worker_threads';
import { createStderrLog, sealingKey } from '@mcp-otel/pipeline/spool';
import { LocalDeliverer } from './local-deliverer.ts';
import {
  FLUSHED,
  sumCells,
  type FromSenderThread,
  type SenderThreadData,
  type ToSenderThread,
} from './thread-protocol.ts';

/** The thread of `SenderThread`: sends, and keeps the sums where the other thread reads them. */
function run({ database, folder, base, key, logLevel, cells: buffer }: SenderThreadData): void {
  const cells = new BigInt64Array(buffer);
  const before = sumCells.map((_name, cell) => Number(cells[cell]));
  const deliverer = new LocalDeliverer({
    database,
    folder,
    base,
    key: key === undefined ? undefined : sealingKey(key, 'MCP_OTEL_SPOOL_KEY'),
    log: createStderrLog(logLevel),
    onChange: (sums) =>
      sumCells.forEach((name, cell) => Atomics.store(cells, cell, BigInt((before[cell] ?? 0) + sums[name]))),
  });
  const flush = async (number: number): Promise<void> => {
    await deliverer.flush();
    Atomics.store(cells, FLUSHED, BigInt(number));
    Atomics.notify(cells, FLUSHED);
    parentPort?.postMessage({ flushed: number } satisfies FromSenderThread);
  };
  parentPort?.on('message', (message: ToSenderThread) => {
    if (message.kind === 'wake') deliverer.wake();
    if (message.kind === 'flush') void flush(message.number);
    if (message.kind === 'stop') void deliverer.stop().then(() => parentPort?.close());
    if (message.kind !== 'offer') return;
    const { spans, content } = message.segment;
    // Bytes arrive as plain ones.
    deliverer.offer({ spans, content: { ...content, payload: Buffer.from(content.payload) } });
  });
}

run(workerData as SenderThreadData);
