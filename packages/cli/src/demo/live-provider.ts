/**
 * Settings of the agent for a real model provider, from the keys that are set. Anthropic is reached through its
 * OpenAI-compatible interface, because the agent uses the OpenAI SDK.
 *
 * @throws Error when no key is set
 */
export function liveProvider(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, ANTHROPIC_API_KEY, AGENT_MODEL } = env;
  if (OPENAI_API_KEY) {
    return {
      OPENAI_API_KEY,
      AGENT_MODEL: AGENT_MODEL ?? 'gpt-5-mini',
      OPENAI_BASE_URL: OPENAI_BASE_URL ?? 'https://api.openai.com/v1',
    };
  }
  if (ANTHROPIC_API_KEY) {
    return {
      OPENAI_API_KEY: ANTHROPIC_API_KEY,
      OPENAI_BASE_URL: 'https://api.anthropic.com/v1/',
      AGENT_MODEL: AGENT_MODEL ?? 'claude-sonnet-4-5',
    };
  }
  throw new Error('--live needs OPENAI_API_KEY or ANTHROPIC_API_KEY in the environment');
}
