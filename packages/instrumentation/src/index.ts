export { HANDOVER } from './loader/signatures.ts';
export { installSourceHook, type SourceHookOptions } from './loader/source-hook.ts';
export { patchProtocol } from './patch/patch-protocol.ts';
export { createBreaker, type Breaker } from './seam/breaker.ts';
export type { Seam } from './seam/seam.ts';
export { processEnds } from './seam/sessions.ts';
export { seamSettings, type SeamSettings } from './seam/settings.ts';
export { activeContext, liveGlobals, replaceGlobals, withContext, type ApiGlobals } from './telemetry/live-globals.ts';
export { SCOPE, Telemetry, type TelemetryOptions } from './telemetry/telemetry.ts';
