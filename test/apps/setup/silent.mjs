// One call, and nothing on stdout.
import { callOnce } from './calls.mjs';

await callOnce();
