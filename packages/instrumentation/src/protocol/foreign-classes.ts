import { hasMethods, type PatchableClass } from './patchable-class.ts';

/** Methods that tell the client of `@ai-sdk/mcp`, which older versions carry inside `ai`. */
const methodsOfAiSdkClient = ['init', 'onResponse', 'onClose', 'onError', 'assertCapability'];

/** Methods that tell the server of `tmcp`. */
const methodsOfTmcpServer = ['receive', 'on', 'tool', 'elicitation'];

/** Recognises the client class of the AI SDK, which speaks MCP without the MCP SDK. */
export function isAiSdkClientClass(candidate: unknown): candidate is PatchableClass {
  return hasMethods(candidate, methodsOfAiSdkClient);
}

/** Recognises the server class of tmcp, which does the same. */
export function isTmcpServerClass(candidate: unknown): candidate is PatchableClass {
  return hasMethods(candidate, methodsOfTmcpServer);
}
