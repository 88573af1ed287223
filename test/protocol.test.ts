import { protocolSuite } from './suites/protocol-suite.ts';

protocolSuite(process.execPath);
