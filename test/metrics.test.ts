import { describe } from 'vitest';
import { metricsSuite } from './suites/metrics-suite.ts';

describe('a program whose metrics are scraped', () => {
  metricsSuite(process.execPath);
});
