// Writes what the tables make of the recorded spans to `expected/`, for somebody to read: the tests compare with these files.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { normalizeSpan } from '@mcp-otel/core';

const here = new URL('.', import.meta.url);

for (const file of readdirSync(new URL('recorded/', here))) {
  const spans = JSON.parse(readFileSync(new URL(`recorded/${file}`, here), 'utf8'));
  const expected = spans.map((span) => ({ name: span.name, added: added(span) }));
  writeFileSync(new URL(`expected/${file}`, here), `${JSON.stringify(expected, undefined, 2)}\n`);
}

function added({ name, scope, attributes }) {
  const before = new Set(Object.keys(attributes));
  normalizeSpan({ name, scope: scope.name, attributes });
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => !before.has(key)));
}
