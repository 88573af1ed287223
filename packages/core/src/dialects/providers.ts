import type { Conversion } from './dialect.ts';

/** Well-known values of `gen_ai.provider.name`. */
const current: ReadonlySet<string> = new Set([
  'openai',
  'anthropic',
  'aws.bedrock',
  'azure.ai.openai',
  'azure.ai.inference',
  'gcp.gemini',
  'gcp.vertex_ai',
  'gcp.gen_ai',
  'cohere',
  'mistral_ai',
  'deepseek',
  'groq',
  'perplexity',
  'ibm.watsonx.ai',
  'x_ai',
  'moonshot_ai',
]);

/** Other names of the same providers, by their first words. */
const aliases: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'az.ai.openai': 'azure.ai.openai',
    'az.ai.inference': 'azure.ai.inference',
    azure: 'azure.ai.openai',
    azure_openai: 'azure.ai.openai',
    'azure-openai': 'azure.ai.openai',
    aws: 'aws.bedrock',
    bedrock: 'aws.bedrock',
    aws_bedrock: 'aws.bedrock',
    'amazon-bedrock': 'aws.bedrock',
    amazon_bedrock: 'aws.bedrock',
    gemini: 'gcp.gemini',
    'google.generative-ai': 'gcp.gemini',
    google_genai: 'gcp.gemini',
    google: 'gcp.gen_ai',
    vertex_ai: 'gcp.vertex_ai',
    vertexai: 'gcp.vertex_ai',
    'google.vertex': 'gcp.vertex_ai',
    google_vertexai: 'gcp.vertex_ai',
    mistral: 'mistral_ai',
    mistralai: 'mistral_ai',
    xai: 'x_ai',
    'x.ai': 'x_ai',
    moonshot: 'moonshot_ai',
    watsonx: 'ibm.watsonx.ai',
    ibm_watsonx: 'ibm.watsonx.ai',
  }),
);

/** Values of the old attribute that named no provider. */
const none: ReadonlySet<string> = new Set(['_other', 'mcp', 'langchain', 'langgraph', 'unknown', '']);

/** `gen_ai.provider.name` for what older names and libraries call it; a name that nobody knows stays, in lower case. */
export const providerName: Conversion = (value) => {
  if (typeof value !== 'string') return undefined;
  const name = value.trim().toLowerCase();
  if (none.has(name)) return undefined;
  if (current.has(name)) return name;
  const words = name.split('.');
  for (let length = words.length; length > 0; length -= 1) {
    const beginning = words.slice(0, length).join('.');
    const known = aliases.get(beginning) ?? (current.has(beginning) ? beginning : undefined);
    if (known !== undefined) return known;
  }
  return name;
};
