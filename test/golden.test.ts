import { goldenSuite } from './suites/golden-suite.ts';

goldenSuite(process.execPath);
