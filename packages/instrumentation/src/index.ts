export { type McpInstrumentationConfig, type McpRequestInfo, type McpResponseInfo } from './settings/customisation.ts';
export { instrument } from './instrument/instrument.ts';
export { McpInstrumentation } from './instrument/mcp-instrumentation.ts';
export type { RemoteTrust } from './settings/settings.ts';
