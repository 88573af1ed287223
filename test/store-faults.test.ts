import { storeFaultsSuite } from './suites/store-faults-suite.ts';

storeFaultsSuite({ kills: 8, restarts: 2, cuts: 6 });
