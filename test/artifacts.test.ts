import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { pages } from './artifacts/pages.mjs';

test.each(Object.entries(pages))('%s is what the tables say', async (path, render) => {
  const committed = await readFile(new URL(`../${path}`, import.meta.url), 'utf8');
  expect(committed, 'npm run artifacts writes it anew').toBe(render());
});
