// The OpenTelemetry SDK as its documentation starts it, with our configuration.
import { nodeSdkConfig } from '@mcp-otel/auto/config';
import { NodeSDK } from '@opentelemetry/sdk-node';

new NodeSDK(nodeSdkConfig()).start();
