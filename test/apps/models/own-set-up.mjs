import { nodeSdkConfig } from '@mcp-otel/auto/config';
import { NodeSDK } from '@opentelemetry/sdk-node';

const modelCalls = process.env.APP_MODEL_CALLS !== 'false';
new NodeSDK(nodeSdkConfig({ modelCalls })).start();
