import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { thresholds } from '@mcp-otel/core';
import { freePort } from '@mcp-otel/pipeline';
import { expect, test } from 'vitest';
import { ruleFiles } from '../../packages/cli/src/rules/rule-files.ts';
import { withComponent } from '../support/components.ts';
import { hurried, startPrometheus, startServer } from '../support/prometheus-server.ts';
import { hasProgram } from '../support/prometheus-programs.ts';
import { folderOf } from '../support/promtool.ts';
import { startWorker } from '../support/worker.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const ALERTMANAGER = 'prometheus-alertmanager';

/** A chat that takes messages by a webhook. */
async function startChat() {
  const messages: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      messages.push(body);
      response.end('ok');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook`, messages, [Symbol.dispose]: () => void server.close() };
}

/** The rules with one alert that fires at once and wakes somebody, evaluated every second. */
function rules(): Readonly<Record<string, string>> {
  const urgent = { ...thresholds.scrape_left_out, for: '0m', severity: 'critical' } as const;
  const files = ruleFiles({ ...thresholds, scrape_left_out: urgent });
  return Object.fromEntries(['recording.yml', 'alerts.yml'].map((name) => [name, hurried(files[name] ?? '')] as const));
}

/** The example as it is, but for how long it waits for more before it tells. */
const example = (): string =>
  readFileSync(`${root}alert-rules/alertmanager.yml`, 'utf8').replaceAll(/(group_(?:wait|interval):) \w+/g, '$1 1s');

withComponent('alertmanager', hasProgram(ALERTMANAGER) && hasProgram('prometheus'), () => {
  test('an alert fires, is told in a chat with its runbook, and is over with its cause', async () => {
    using chat = await startChat();
    await using folder = await folderOf({ ...rules(), 'alertmanager.yml': example(), 'chat-url': chat.url });
    const worker = await startWorker('clash');
    const address = `127.0.0.1:${await freePort()}`;
    const args = ['--config.file=alertmanager.yml', '--storage.path=am', `--web.listen-address=${address}`];
    await using alertmanager = await startServer(
      ALERTMANAGER,
      [...args, '--cluster.listen-address='],
      folder.path,
      `http://${address}/-/ready`,
    );
    await using _prometheus = await startPrometheus({
      folder: folder.path,
      targets: [{ job: 'shop', addresses: [new URL(worker.url).host] }],
      ruleFiles: ['recording.yml', 'alerts.yml'],
      alertmanager: alertmanager.url,
    });
    const told = (what: string): string | undefined => chat.messages.find((message) => message.includes(what));
    const wait = { timeout: 50_000, interval: 200 };
    await expect.poll(() => told('FIRING: McpScrapeLeftOut'), wait).toBeDefined();
    expect(told('FIRING')).toContain('shop: series left out of scrapes 1, at most 0 over 5m');
    expect(told('FIRING')).toContain('alert-rules/runbooks/McpScrapeLeftOut.md');
    await worker.end();
    await expect.poll(() => told('RESOLVED: McpScrapeLeftOut'), wait).toBeDefined();
  });
  test('the example names files and no secret', () => {
    expect(example()).not.toMatch(/https?:\/\/|password|token/i);
  });
});
