// CommonJS that imports the ES module copy of the SDK.
void import('./v1.mjs');
