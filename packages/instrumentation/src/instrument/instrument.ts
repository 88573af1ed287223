import { transportOf } from '../patch/on-request.ts';
import { connectionOf } from '../patch/patch-transport.ts';
import { patchClass } from '../patch/patch-class.ts';
import { isAiSdkClientClass, isTmcpServerClass } from '../protocol/foreign-classes.ts';
import type { PatchableClass } from '../protocol/patchable-class.ts';
import { isProtocolClass } from '../protocol/protocol-class.ts';
import { customisation, type McpInstrumentationConfig } from '../settings/customisation.ts';
import { theSeam, warn } from './the-seam.ts';

/**
 * Instruments a client or server of the MCP SDK, and with it everything else of its class: for programs that no loader
 * hook can reach, such as single executables, Bun and bundles with mangled names. Best called before `connect`.
 *
 * @param target a `Client`, `Server` or `McpServer` of the SDK 0.7 to 2.4, or a server of tmcp; anything else is left as it is, with a warning
 * @param config replaces the configuration of this process, if given
 * @returns the target itself
 */
export function instrument<Target extends object>(target: Target, config?: McpInstrumentationConfig): Target {
  try {
    if (config !== undefined) customisation().config = config;
    if (!patched(target))
      warn('instrument() was given no Client, Server or McpServer of the MCP SDK; it makes no spans');
  } catch (error) {
    warn(`instrument() failed, the application is not affected: ${String(error)}`);
  }
  return target;
}

function patched(target: object): boolean {
  const speaker = [target, (target as { server?: unknown }).server].find((object) => classOf(object));
  const found = classOf(speaker);
  if (found === undefined) return false;
  const seam = theSeam();
  patchClass(seam, found, speaker);
  const transport = transportOf(speaker);
  if (transport !== undefined) connectionOf(seam, transport);
  return true;
}

/** The class in an object's ancestry that speaks MCP. */
function classOf(object: unknown): PatchableClass | undefined {
  for (let prototype = object; typeof prototype === 'object' && prototype !== null;) {
    const { constructor: candidate } = prototype;
    if (isProtocolClass(candidate) || isAiSdkClientClass(candidate) || isTmcpServerClass(candidate)) {
      if (candidate.prototype === prototype) return candidate;
    }
    prototype = Object.getPrototypeOf(prototype) as unknown;
  }
  return undefined;
}
