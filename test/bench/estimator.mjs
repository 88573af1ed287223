// Megabytes per second of the token estimator on source code.
import { readdirSync, readFileSync } from 'node:fs';
import { estimateTokens } from '@mcp-otel/core';

const folder = new URL('../../packages/instrumentation/src/', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const text = files.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
for (let round = 0; round < 20; round += 1) estimateTokens(text);
const since = performance.now();
for (let round = 0; round < 40; round += 1) estimateTokens(text);
process.stdout.write(String((40 * text.length) / 1e3 / (performance.now() - since)));
