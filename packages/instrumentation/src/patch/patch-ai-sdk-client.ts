import { isAiSdkClientClass } from '../protocol/foreign-classes.ts';
import { isTransport, type Transport } from '../protocol/protocol-class.ts';
import type { Seam } from '../seam/seam.ts';
import { connectionClosed } from '../seam/sessions.ts';
import { onRequest } from './on-request.ts';
import { connectionOf } from './patch-transport.ts';
import { replaceMethod } from '../wrap/replace-method.ts';

interface AiSdkClient {
  readonly transport?: unknown;
  readonly isClosed?: unknown;
}

/**
 * Puts the seam into the client of `@ai-sdk/mcp` 0, 1 and 2 and of `ai` 4 and 5. It has its transport from the start, and
 * opens it in `init`; requests and answers pass the transport as in the MCP SDK.
 *
 * @returns false when the class is none
 */
export function patchAiSdkClient(seam: Seam, candidate: unknown): boolean {
  if (!isAiSdkClientClass(candidate)) return false;
  replaceMethod(candidate.prototype, 'init', ({ self, proceed }) => {
    seam.breaker.run('init', () => transportSeen(seam, self as AiSdkClient));
    return proceed();
  });
  replaceMethod(candidate.prototype, 'onRequestMessage', (call) => onRequest(seam, call));
  replaceMethod(candidate.prototype, 'onClose', ({ self, proceed }) => {
    seam.breaker.run('close', () => closing(seam, self as AiSdkClient));
    return proceed();
  });
  seam.debug(`client class ${candidate.name} of the AI SDK patched`);
  return true;
}

function transportSeen(seam: Seam, { transport }: AiSdkClient): void {
  if (!isTransport(transport)) return;
  const isField = Object.getOwnPropertyDescriptor(transport, 'onmessage')?.value !== undefined;
  connectionOf(seam, transport).callersSignal = 'signal';
  if (!isField) handThrough(transport);
}

/** The handler was set before we saw the transport; where that is an accessor of its class, it is set once more. */
function handThrough(transport: Transport): void {
  Object.assign(transport, { onmessage: transport.onmessage });
}

/** It is told up to three times that it is closed. */
function closing(seam: Seam, { transport, isClosed }: AiSdkClient): void {
  if (isClosed !== true && isTransport(transport)) connectionClosed(seam, connectionOf(seam, transport));
}
