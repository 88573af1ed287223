import { statedSuite } from './suites/stated-suite.ts';

statedSuite(process.execPath);
