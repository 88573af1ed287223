import { setupSuite } from './suites/setup-suite.ts';

setupSuite(process.execPath);
