// An ES module that requires the CommonJS copy of the SDK.
import { createRequire } from 'node:module';

createRequire(import.meta.url)('./required.cjs');
