/** Where `@openai/agents` (0.3.9 and later) keeps the run and the step that the running code belongs to. */
const STORAGE = Symbol.for('openai.agents.core.asyncLocalStorage');

interface Storage {
  readonly getStore?: () => { readonly trace?: { readonly traceId?: unknown } } | undefined;
}

/** The turn that `@openai/agents` names: one run of its runner. */
export function agentsTurn(): string | undefined {
  const id = (globalThis as { readonly [STORAGE]?: Storage })[STORAGE]?.getStore?.()?.trace?.traceId;
  // Where its own tracing is switched off, every run has the same name.
  return typeof id === 'string' && id !== 'no-op' ? `openai-agents ${id}` : undefined;
}
