export {
  type McpInstrumentationConfig,
  type McpRequestInfo,
  type McpResponseInfo,
} from './instrument/customisation.ts';
export { instrument } from './instrument/instrument.ts';
export { McpInstrumentation } from './instrument/mcp-instrumentation.ts';
export type { RemoteTrust } from './seam/settings.ts';
