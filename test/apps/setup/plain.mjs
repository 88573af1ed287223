import { callOnce } from './calls.mjs';

process.stdout.write(await callOnce());
