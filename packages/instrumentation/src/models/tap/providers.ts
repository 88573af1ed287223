/** Ends of host names, and who is asked there (`gen_ai.provider.name`). */
const hosts: readonly (readonly [suffix: string, provider: string])[] = [
  ['api.openai.com', 'openai'],
  ['api.anthropic.com', 'anthropic'],
  ['generativelanguage.googleapis.com', 'gcp.gemini'],
  ['aiplatform.googleapis.com', 'gcp.vertex_ai'],
  ['openai.azure.com', 'azure.ai.openai'],
  ['cognitiveservices.azure.com', 'azure.ai.openai'],
  ['services.ai.azure.com', 'azure.ai.inference'],
  ['models.ai.azure.com', 'azure.ai.inference'],
  ['openrouter.ai', 'openrouter'],
  ['api.mistral.ai', 'mistral_ai'],
  ['api.groq.com', 'groq'],
  ['api.deepseek.com', 'deepseek'],
  ['api.x.ai', 'x_ai'],
  ['api.perplexity.ai', 'perplexity'],
  ['api.moonshot.ai', 'moonshot_ai'],
  ['api.moonshot.cn', 'moonshot_ai'],
  ['api.cohere.com', 'cohere'],
  ['api.cohere.ai', 'cohere'],
  ['api.together.xyz', 'together_ai'],
  ['api.together.ai', 'together_ai'],
  ['api.fireworks.ai', 'fireworks_ai'],
  ['api.cerebras.ai', 'cerebras'],
  ['router.huggingface.co', 'huggingface'],
];

/** Who is asked at a host; the speaker of the wire format where the host tells nothing. */
export function providerOf({ hostname, pathname, port }: URL, otherwise: string): string {
  const known = hosts.find(
    ([suffix]) => hostname === suffix || hostname.endsWith(`.${suffix}`) || isRegional(hostname, suffix),
  );
  if (known !== undefined) return known[1];
  if (otherwise === 'gcp.gemini' && /\/publishers\//.test(pathname)) return 'gcp.vertex_ai';
  if (otherwise === 'openai' && /\/deployments\//.test(pathname)) return 'azure.ai.openai';
  return otherwise === 'openai' && port === '11434' ? 'ollama' : otherwise;
}

/** `europe-west1-aiplatform.googleapis.com` */
function isRegional(hostname: string, suffix: string): boolean {
  return suffix.startsWith('aiplatform.') && hostname.endsWith(`-${suffix}`);
}
