import { endsSuite } from './suites/ends-suite.ts';

endsSuite(process.execPath);
