// Records what other instrumentations really emit: installs each library of `libraries/`, runs its scenario against a model
// and an OTLP receiver on loopback, and writes the spans to `recorded/`. `node test/dialects/record.mjs [name ...]`
import { spawnSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startReceiver } from '../../packages/pipeline/dist/index.js';
import { startModel } from './model-server.mjs';
import { recordedSpans } from './recorded-spans.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mcp-otel-dialects');

const chosen = process.argv.slice(2);
for (const name of chosen.length > 0 ? chosen : readdirSync(join(here, 'libraries'))) await record(name);

async function record(name) {
  const folder = join(here, 'libraries', name);
  const run = existsSync(join(folder, 'scenario.py')) ? installPython(folder, name) : installNode(folder);
  const spans = [];
  const model = await startModel();
  const receiver = await startReceiver({ port: 0, onSpans: (received) => void spans.push(...received) });
  const status = await runScenario(run, folder, { model: model.url, receiver: receiver.url });
  await receiver.close();
  model.close();
  if (status !== 0 || spans.length === 0) throw new Error(`${name}: exit ${status}, ${spans.length} spans`);
  const file = join(here, 'recorded', `${name}.json`);
  writeFileSync(file, `${JSON.stringify(recordedSpans(spans, [folder, here, cache]), undefined, 2)}\n`);
  console.log(`${name}: ${spans.length} spans`);
}

/** @returns the command of the scenario */
function installNode(folder) {
  must('npm', ['ci', '--loglevel', 'error', '--prefix', folder]);
  const preload = existsSync(join(folder, 'setup.cjs')) ? ['--require', './setup.cjs'] : [];
  return [process.execPath, ...preload, 'scenario.mjs'];
}

function installPython(folder, name) {
  const home = join(cache, name);
  const python = join(home, 'bin', 'python');
  if (!existsSync(python)) must('python3', ['-m', 'venv', home]);
  must(python, ['-m', 'pip', 'install', '--quiet', '--requirement', join(folder, 'requirements.txt')]);
  return [python, 'scenario.py'];
}

function must(command, args) {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

async function runScenario([command, ...args], cwd, { model, receiver }) {
  const env = {
    ...process.env,
    MODEL_URL: model,
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_SERVICE_NAME: 'scenario',
  };
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), 120_000);
  const [status] = await once(child, 'exit');
  clearTimeout(timer);
  return status;
}
