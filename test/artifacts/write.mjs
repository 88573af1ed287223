import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pages } from './pages.mjs';

const root = new URL('../../', import.meta.url);

for (const [path, render] of Object.entries(pages)) {
  const file = fileURLToPath(new URL(path, root));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, render());
  console.log(`wrote ${path}`);
}
