import { costOf, pricesAt, type ListedModel, type NanoUsd, type OwnPrice, type Usage } from '@mcp-otel/core';

/** The one function of `@pydantic/genai-prices` that is used, to find a model's prices; null for a model it does not know. */
export type CalcPrice = (
  usage: Readonly<Record<string, number | undefined>>,
  model: string,
  options: { readonly providerId: string },
) => { readonly model: ListedModel } | null;

/** Price of a call and where it is from. */
export interface Cost {
  readonly nano: NanoUsd;
  readonly basis: 'provider' | 'list' | 'override';
}

/** Whose prices hold for a provider; a provider that is not here has none. */
const listIds: ReadonlyMap<string, string> = new Map(
  Object.entries({
    openai: 'openai',
    anthropic: 'anthropic',
    'aws.bedrock': 'aws',
    'azure.ai.openai': 'azure',
    'azure.ai.inference': 'azure',
    'gcp.gemini': 'google',
    'gcp.vertex_ai': 'google',
    'gcp.gen_ai': 'google',
    openrouter: 'openrouter',
    mistral_ai: 'mistral',
    groq: 'groq',
    deepseek: 'deepseek',
    x_ai: 'x-ai',
    perplexity: 'perplexity',
    moonshot_ai: 'moonshotai',
    cohere: 'cohere',
    together_ai: 'together',
    fireworks_ai: 'fireworks',
    cerebras: 'cerebras',
  }),
);

/** Models whose prices are remembered, found or not. */
const MAX_MODELS = 512;

/** Finds prices: the user's own first, then the list, which is loaded when it is first needed. */
export class PriceBook {
  readonly #own: readonly OwnPrice[];
  readonly #load: () => CalcPrice;
  readonly #listed = new Map<string, ListedModel | undefined>();
  #calcPrice: CalcPrice | undefined;

  /** @param load gives the list; it takes about 30 ms and 18 MB */
  constructor(own: readonly OwnPrice[], load: () => CalcPrice) {
    this.#own = own;
    this.#load = load;
  }

  /**
   * What a call cost at a time; undefined for a model whose price is not known.
   *
   * @param models names of the model, the best known first
   */
  cost(provider: string, models: readonly string[], usage: Usage, atMs: number): Cost | undefined {
    for (const model of models) {
      const own = this.#own.find((each) => each.model.test(model) && (each.provider ?? provider) === provider);
      if (own !== undefined) return costBy(costOf(own.prices, usage), 'override');
    }
    for (const model of models) {
      const listed = this.#find(provider, model);
      const nano = listed && costOf(pricesAt(listed, atMs), usage);
      if (nano !== undefined) return { nano, basis: 'list' };
    }
    return undefined;
  }

  /** Loads the list now, while nobody waits for it. */
  warmUp(provider: string): void {
    if (listIds.has(provider)) this.#calcPrice ??= this.#load();
  }

  #find(provider: string, model: string): ListedModel | undefined {
    const providerId = listIds.get(provider);
    if (providerId === undefined) return undefined;
    const key = `${providerId} ${model}`;
    if (!this.#listed.has(key)) {
      if (this.#listed.size >= MAX_MODELS) this.#listed.clear();
      this.#calcPrice ??= this.#load();
      this.#listed.set(key, this.#calcPrice({}, model.replace(/^models\//, ''), { providerId })?.model);
    }
    return this.#listed.get(key);
  }
}

function costBy(nano: NanoUsd | undefined, basis: Cost['basis']): Cost | undefined {
  return nano === undefined ? undefined : { nano, basis };
}
