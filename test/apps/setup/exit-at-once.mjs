// Ends by process.exit right after its last call.
import { callOnce } from './calls.mjs';

await callOnce();
process.exit(3);
