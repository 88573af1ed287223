import { markLoaded } from './source-hook.ts';

type Next = (url: string, context: unknown) => Promise<Parameters<typeof markLoaded>[0]>;

/**
 * The load hook for Nodes whose hooks run in a thread of their own. CommonJS is left to the `_compile` hook of the main
 * thread: marking it here would make Node load it by the ESM loader's stricter path.
 */
export async function load(url: string, context: unknown, next: Next): Promise<Awaited<ReturnType<Next>>> {
  const result = await next(url, context);
  return result.format === 'module' ? markLoaded(result, () => undefined) : result;
}
