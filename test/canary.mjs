// Runs the suites of model clients and frameworks on the newest version of each library, and puts the pinned ones back.
// Usage: node test/canary.mjs
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const latest = {
  models: [
    '@anthropic-ai/sdk',
    '@google/genai',
    '@mistralai/mistralai',
    'ollama',
    'openai-7@npm:openai',
    'bedrock-3-1164@npm:@aws-sdk/client-bedrock-runtime',
  ],
  frameworks: [
    'ai',
    '@ai-sdk/openai',
    '@ai-sdk/otel',
    '@langchain/core',
    '@langchain/openai',
    '@openai/agents',
    'openai',
  ],
};

function run(command, args) {
  console.log(`> ${command} ${args.join(' ')}`);
  return spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status === 0;
}

let passed = run('npm', ['run', '--silent', 'build']);
for (const [folder, packages] of Object.entries(latest)) {
  const prefix = `test/compat/${folder}`;
  const wanted = packages.map((name) => `${name}@latest`);
  const suite = `test/backends/${folder}.test.ts`;
  passed =
    run('npm', ['install', '--prefix', prefix, '--no-save', '--no-package-lock', '--legacy-peer-deps', ...wanted]) &&
    run('npx', ['vitest', 'run', '--config', 'vitest.backends.config.ts', suite]) &&
    passed;
  run('npm', ['ci', '--silent', '--prefix', prefix]);
}
process.exitCode = passed ? 0 : 1;
