/** What the preload's part for model calls is built from. Not for applications: it may change with every release. */
export { theModels } from './instrument/the-models.ts';
export { callIn } from './models/call/model-call.ts';
export { endAll } from './models/call/end-call.ts';
export { createModels, type ModelParts, type Models } from './models/models.ts';
export type { CalcPrice } from './models/prices/price-book.ts';
export { ownPrices } from './models/settings.ts';
export { observeFetch } from './models/tap/observe-fetch.ts';
export { AiSdk } from './models/adopt/ai-sdk.ts';
export { watchBedrockClient } from './models/bedrock/watch-client.ts';
