export { type Governance, type Usage } from '@mcp-otel/core';
export { governance } from './instrument/governance.ts';
export { instrument } from './instrument/instrument.ts';
export { McpInstrumentation } from './instrument/mcp-instrumentation.ts';
export { modelCall } from './instrument/model-call.ts';
export type { ModelCallDetails, ModelCallResult, PromptMessage } from './models/api/details.ts';
export type { RecordedModelCall, RecordResult, WrappedModelCall } from './models/api/model-call.ts';
export { type McpInstrumentationConfig, type McpRequestInfo, type McpResponseInfo } from './settings/customisation.ts';
export type { RemoteTrust } from './settings/settings.ts';
