// Measures what mcp-otel costs, as ratios within one interleaved run, and writes the page of results.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { here, hook, interleave, median, node, preload, table, writePage } from './measure.mjs';
import { benchContent } from './content.mjs';
import { benchLedger } from './ledger.mjs';
import { benchModels } from './models.mjs';
import { benchScrapes } from './scrapes.mjs';
import { benchStores } from './stores.mjs';

const calls = interleave({
  none: () => perCall('none', 16),
  floor: () => perCall('floor', 16),
  hook: () => perCall('hook', 16, hook),
  'none, 64 KB': () => perCall('none', 65_536),
  'hook, 64 KB': () => perCall('hook', 65_536, hook),
});
const starts = interleave({
  none: () => startCpu([]),
  'module.register': () => startCpu(['--require', here('noop-register.cjs')]),
  preload: () => startCpu(hook),
});
const replies = interleave({
  'cjs none': () => firstReply('cjs'),
  'cjs preload': () => firstReply('cjs', preload),
  'mjs none': () => firstReply('mjs'),
  'mjs preload': () => firstReply('mjs', preload),
});

const sink = spawn(process.execPath, [here('sink.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
const [port] = await once(sink.stdout, 'data');
const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
const endings = interleave({
  'exit none': () => endingMs('exit'),
  'exit preload': () => endingMs('exit', hook),
  'peace none': () => endingMs('peace'),
  'peace preload': () => endingMs('peace', hook),
});
const propagate = { ...endpoint, MCP_OTEL_PROPAGATE_TO_CHILDREN: 'true' };
const stdio = interleave({
  none: () => Number(node([here('stdio.mjs')]).stdout),
  preload: () => Number(node([...hook, here('stdio.mjs')], propagate).stdout),
});
sink.stdin.end();
const readers = interleave({
  own: () => readerMs('own'),
  pbf: () => readerMs('pbf'),
  protobufjs: () => readerMs('protobufjs'),
});

const added = (name, base = 'none') => median(calls[name]) - median(calls[base]);
const replyMs = (name) => median(replies[name].map(({ ms }) => ms));
const replyMb = (name) => median(replies[name].map(({ mb }) => mb));
const startMs = (name) => median(starts[name]);
const rows = [
  [
    'added CPU per `tools/call`, both sides',
    `${added('hook').toFixed(1)} us = ${(added('hook') / added('floor')).toFixed(2)} x the floor (${added('floor').toFixed(1)} us)`,
    '<= 2.5 x',
  ],
  [
    'the same with 64 KB',
    `${added('hook, 64 KB', 'none, 64 KB').toFixed(1)} us = ${(added('hook, 64 KB', 'none, 64 KB') / added('hook')).toFixed(2)} x the small call`,
    '<= 1.3 x',
  ],
  [
    'wall time of a call over stdio, both processes',
    `${median(stdio.preload).toFixed(0)} us against ${median(stdio.none).toFixed(0)} us = ${(median(stdio.preload) / median(stdio.none)).toFixed(2)} x none`,
    '<= 1.9 x',
  ],
  [
    'preload on an empty script, CPU',
    `+${(startMs('preload') - startMs('none')).toFixed(1)} ms; no-op module.register +${(startMs('module.register') - startMs('none')).toFixed(1)} ms; ${(startMs('preload') / startMs('module.register')).toFixed(2)} x it`,
    '<= 1.15 x on Node 20, <= 5 ms on 24+',
  ],
  [
    'first reply of a CommonJS server',
    `+${(replyMs('cjs preload') - replyMs('cjs none')).toFixed(0)} ms, +${(replyMb('cjs preload') - replyMb('cjs none')).toFixed(1)} MB`,
    '<= 150 ms, <= 30 MB',
  ],
  [
    'first reply of an ESM server',
    `+${(replyMs('mjs preload') - replyMs('mjs none')).toFixed(0)} ms, +${(replyMb('mjs preload') - replyMb('mjs none')).toFixed(1)} MB`,
    '<= 200 ms, <= 30 MB',
  ],
];
const endingRow = (ending) =>
  `+${(median(endings[`${ending} preload`]) - median(endings[`${ending} none`])).toFixed(0)} ms`;
rows.push(['the ending, with 20 spans to send, by `process.exit`', endingRow('exit'), '<= 100 ms']);
rows.push(['the ending, with 20 spans to send, in peace', endingRow('peace'), '<= 100 ms']);

writePage('packages/auto/docs/cost.md', [
  '# What it costs',
  '',
  'The floor is a hand-written program with two spans of eight attributes, W3C inject and extract, two contexts and two histograms.',
  '',
  ...table(['what', 'measured', 'budget'], rows),
]);
writePage('packages/pipeline/docs/protobuf-reader.md', [
  '# The protobuf reader of the receiver',
  '',
  'CPU for one request of 500 spans with 16 attributes and an event each, every reader driven by the same table.',
  '',
  ...table(
    ['reader', 'CPU per request', 'to ours'],
    Object.entries(readers).map(([name, values]) => [
      name,
      `${median(values).toFixed(2)} ms`,
      `${(median(values) / median(readers.own)).toFixed(2)} x`,
    ]),
  ),
  '',
  'Ours is not slower than the fastest library, and strict where that one is not: pbf takes a length past the end of the',
  'input, garbage in a field of the wrong wire type and field number zero, and overflows the stack on deep nesting. protobufjs is',
  'strict and generates code at run time, which `--disallow-code-generation-from-strings` forbids. Decoding to plain objects',
  'multiplies the size of hostile input with any reader; so ours counts items and nesting and stops.',
]);
await benchModels();
benchContent();
benchScrapes();
await benchStores();
await benchLedger();

function perCall(mode, bytes, flags = []) {
  const amount = bytes > 1000 ? ['1500', '3000'] : ['4000', '8000'];
  return Number(node([...flags, here('calls.mjs'), mode, String(bytes), ...amount]).stdout);
}

/** CPU milliseconds of a process that does nothing but load what its flags say. */
function startCpu(flags) {
  return Number(node([...flags, here('empty.cjs')]).stdout);
}

function readerMs(name) {
  return Number(node([here('protobuf-readers.mjs'), name, '100']).stdout);
}

/** Milliseconds from the last call of a process to its end. */
function endingMs(ending, flags = []) {
  const told = Number(node([...flags, here('exit.mjs'), ending], endpoint).stdout);
  return Date.now() - told;
}

function firstReply(modules, file = '') {
  return JSON.parse(node([here('first-reply.mjs'), modules, file]).stdout);
}
