// Real texts of several kinds, cut to pieces: what a script gives out once it never gives out again.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

const modules = fileURLToPath(new URL('node_modules/', import.meta.url));

const documents = gather((name) => /^(?:readme|history|changelog)\.md$/i.test(name));

/** Texts by their kind, no line twice; the MCP server of the sessions reads the same ones. */
export const corpus = {
  markdown: documents.slice(0, 900_000),
  prose: documents.slice(900_000, 1_400_000),
  code: gather((name) => name.endsWith('.py'), join(modules, 'node-gyp')),
  json: gather((name) => name === 'package.json'),
  logs: logs(),
};

export function cut(kind, from, length) {
  return corpus[kind].slice(from, from + length);
}

/** Tokens of a text, exactly. */
export function exact(text) {
  return text === '' ? 0 : countTokens(text, { disallowedSpecial: new Set() });
}

function gather(isWanted, folder = modules) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isWanted(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const lines = new Set(entries.flatMap((path) => readFileSync(path, 'utf8').split('\n')));
  return [...lines].join('\n');
}

/** The same on every machine: no clock, no chance. */
function logs() {
  let state = 42;
  const next = (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state % below;
  };
  const parts = ['api', 'worker', 'billing', 'mail', 'search'];
  const events = ['request handled', 'cache miss for key', 'retrying upstream', 'connection closed by', 'queued job'];
  const line = (index) =>
    `2026-03-${String(1 + (index % 28)).padStart(2, '0')}T${String(next(24)).padStart(2, '0')}:${String(next(60)).padStart(2, '0')}:07Z ${parts[next(5)]} ${events[next(5)]} ${next(1e9).toString(16)} in ${next(4000)} ms`;
  return Array.from({ length: 6_000 }, (_, index) => line(index)).join('\n');
}
