import { applicationSuite } from './suites/application-suite.ts';

applicationSuite(process.execPath);
