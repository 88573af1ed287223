import type { Seam } from '../seam/seam.ts';
import { seamState } from '../telemetry/native-spans.ts';
import { patchAiSdkClient } from './patch-ai-sdk-client.ts';
import { patchProtocol } from './patch-protocol.ts';
import { patchTmcpServer } from './patch-tmcp-server.ts';

/**
 * Puts the seam into a class that speaks MCP: of the MCP SDK, of the AI SDK or of tmcp.
 *
 * @param instance of the class that exists already, so that its own class has shown itself before
 * @returns false when the class is none of them
 */
export function patchClass(seam: Seam, candidate: unknown, instance?: unknown): boolean {
  const patched =
    patchProtocol(seam, candidate, instance) || patchAiSdkClient(seam, candidate) || patchTmcpServer(seam, candidate);
  if (patched) seamState().active = true;
  return patched;
}
