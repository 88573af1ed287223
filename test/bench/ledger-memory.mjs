// Prints what memory the ledger takes: for one session of 100,000 tokens, and for more small ones than it keeps. In MB.
import { agent, newLedger, runSession } from './ledger-sessions.mjs';

const SESSIONS = 10_500;
const FEW = 10;
const small = [...agent(300, 400)];
const large = [...agent(135_000)];
for (let index = 0; index < FEW; index += 1) runSession(newLedger(), 'warm', large);

function used() {
  global.gc();
  global.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

const before = used();
const few = newLedger();
for (let index = 0; index < FEW; index += 1) runSession(few, `s${index}`, large);
const session = (used() - before) / FEW;
const start = used();
const many = newLedger();
for (let index = 0; index < SESSIONS; index += 1) runSession(many, `s${index}`, small);
const all = used() - start;
const open = many.sessions;
console.log(JSON.stringify({ session, all, open, kilobytes: (all * 1_024) / open, kept: few.sessions }));
