import { nodeSuite } from '../suites/node-suite.ts';

nodeSuite('24');
