import { concurrencySuite } from './suites/concurrency-suite.ts';

concurrencySuite(process.execPath);
