// A set-up as a program brings it along itself.
import { nodeSdkConfig } from '@mcp-otel/auto/config';
import { NodeSDK } from '@opentelemetry/sdk-node';

new NodeSDK(nodeSdkConfig()).start();
