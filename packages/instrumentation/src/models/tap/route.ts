/** What a request has to look like from outside to be worth a look inside. In the preload, so it must cost next to nothing. */
const ROUTE =
  /(?:\/(?:chat\/completions|completions|responses|responses\/compact|embeddings|messages|api\/chat)|:(?:generateContent|streamGenerateContent|embedContent|batchEmbedContents|rawPredict|streamRawPredict))(?:[?#]|$)/;

/** Whether a call of `fetch` may be a call of a model, by its method and path. Never throws. */
export function mayCallModel(input: unknown, init: unknown): boolean {
  try {
    if (typeof input === 'string') return ROUTE.test(input) && isPost(init);
    if (input instanceof URL) return ROUTE.test(input.pathname) && isPost(init);
    const { url, method } = input as { readonly url?: unknown; readonly method?: unknown };
    const chosen = (init as { readonly method?: unknown } | undefined)?.method ?? method;
    return typeof url === 'string' && ROUTE.test(url) && isPost({ method: chosen });
  } catch {
    return false; // Somebody else's object; fetch will say what is wrong with it.
  }
}

/** The path of an address without its query, if a model may be called there. */
export function modelPath(path: string): string | undefined {
  const end = path.search(/[?#]/);
  const bare = end === -1 ? path : path.slice(0, end);
  return ROUTE.test(bare) ? bare : undefined;
}

function isPost(init: unknown): boolean {
  const method: unknown = (init as { readonly method?: unknown } | undefined)?.method;
  return typeof method === 'string' && method.toUpperCase() === 'POST';
}
