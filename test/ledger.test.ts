import { ledgerSuite } from './suites/ledger-suite.ts';

ledgerSuite(process.execPath);
