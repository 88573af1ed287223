import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { artifacts } from './artifacts/files.ts';

test.each(Object.entries(artifacts()))(
  '%s is what the tables say (`npm run artifacts` writes it)',
  async (path, text) => {
    await expect(text).toMatchFileSnapshot(fileURLToPath(new URL(`../${path}`, import.meta.url)));
  },
);

test.each(['alert-rules', 'dashboards'])(
  '%s holds nothing that no table makes, but what is written by hand',
  (folder) => {
    const root = fileURLToPath(new URL('../', import.meta.url));
    const there = readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(root.length));
    const byHand = [
      'alert-rules/README.md',
      'alert-rules/alertmanager.yml',
      'alert-rules/tests/compatible-names.test.yml',
      'dashboards/README.md',
    ];
    expect(there.filter((path) => !(path in artifacts()) && !byHand.includes(path))).toEqual([]);
  },
);
