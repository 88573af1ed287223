import { createRequire } from 'node:module';
import { Variables } from '@mcp-otel/core';
import { AiSdk } from '../models/adopt/ai-sdk.ts';
import { createModels, type Models } from '../models/models.ts';
import type { CalcPrice } from '../models/prices/price-book.ts';
import { theModels } from './the-models.ts';
import { theSeam, warn } from './the-seam.ts';

/** As they are when this is loaded, before any test has its own. */
const timers = { setTimeout, clearTimeout, setImmediate };

/** The models of this process, in a program that may have a set-up of its own. */
export function models(): Models {
  return theModels(makeModels);
}

/** What the AI SDK tells is told to this. */
export function aiSdk(): AiSdk {
  return (sdk ??= new AiSdk(models()));
}
let sdk: AiSdk | undefined;

function makeModels(): Models {
  const variables = new Variables(process.env, warn);
  return createModels({ seam: theSeam(), variables, warn, timers, loadPrices });
}

/** Loaded when the first price is asked for. */
function loadPrices(): CalcPrice {
  const { calcPrice } = createRequire(import.meta.url)('@pydantic/genai-prices') as { readonly calcPrice: CalcPrice };
  return calcPrice;
}
