// Makes twenty calls, tells the time, and ends: the rest of its life is what the ending costs.
import { callOnce } from '../apps/setup/calls.mjs';

for (let call = 0; call < 20; call += 1) await callOnce();
process.stdout.write(String(Date.now()));
if (process.argv[2] === 'exit') process.exit(0);
