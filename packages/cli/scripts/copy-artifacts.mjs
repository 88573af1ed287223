// Puts the rules and dashboards of the repository into the package, before it is packed.
import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const target = fileURLToPath(new URL('../artifacts/', import.meta.url));

rmSync(target, { recursive: true, force: true });
for (const folder of ['alert-rules', 'dashboards'])
  cpSync(`${root}${folder}`, `${target}${folder}`, { recursive: true });
