/** What the preload is built from. Not for applications: it may change with every release. */
export { seamMaker } from './instrument/seam-maker.ts';
export { modelsMaker } from './instrument/the-models.ts';
export { theSeam } from './instrument/the-seam.ts';
export { onHandover } from './loader/handover.ts';
export { installSourceHook, syncHooksAreSound, type SourceHookOptions } from './loader/source-hook.ts';
export { patchClass } from './patch/patch-class.ts';
export { theRedaction, type Redaction } from './content/the-redaction.ts';
export { createSeam, type SeamParts } from './seam/create-seam.ts';
export type { Seam } from './seam/seam.ts';
export { booksEnd } from './ledger/books-end.ts';
export { processEnds } from './seam/sessions.ts';
export { activeContext, liveGlobals, replaceGlobals, withContext, type ApiGlobals } from './telemetry/live-globals.ts';
export { silenceNativeSpans } from './telemetry/native-spans.ts';
export { type SpanStart, type TelemetryOptions } from './telemetry/telemetry.ts';
export { tapFetch, type FetchCall } from './models/tap/fetch-tap.ts';
export { integrateWithAiSdk } from './models/adopt/ai-sdk-integration.ts';
export { findBedrockClients, isAwsClientClass, type AwsClient } from './models/bedrock/find-clients.ts';
export { watchUnseen } from './models/tap/unseen.ts';
