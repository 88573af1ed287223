import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { artifacts } from './artifacts/files.ts';

test.each(Object.entries(artifacts()))(
  '%s is what the tables say (`npm run artifacts` writes it)',
  async (path, text) => {
    await expect(text).toMatchFileSnapshot(fileURLToPath(new URL(`../${path}`, import.meta.url)));
  },
);
