import { modelsSuite } from './suites/models-suite.ts';

modelsSuite(process.execPath);
