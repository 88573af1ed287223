// A program that says more about its calls than any protocol tells: template, risk, gate, fallback, and a shadow of one call.
import { modelCall } from '@mcp-otel/instrumentation';
import OpenAI from 'openai';

const { AGENT_MODEL = 'gpt-5-mini', SHADOW_MODEL = 'gpt-5-nano' } = process.env;
const openai = new OpenAI();
const template = 'You assess the payment risk of one invoice. Answer with a risk and your confidence.';
const invoices = [
  { text: 'Invoice #92311, 14,200 EUR, known supplier' },
  { text: 'Invoice #92312, 900 EUR, known supplier', shadow: true },
  // Somebody has mended the template without giving it a new version.
  { text: 'Invoice #92313, 61,000 EUR, supplier unknown', system: `${template} Be very careful.` },
];

for (const invoice of invoices) await assess(invoice);

async function assess({ text, system = template, shadow = false }) {
  const about = { provider: 'openai', promptTemplateId: 'payment-risk-v3', riskTier: 'high' };
  const { traceId } = await modelCall({ model: AGENT_MODEL, ...about }, async (record, call) => {
    const confidence = await ask(AGENT_MODEL, system, text);
    const gateBlocked = confidence < 0.6;
    const fallback = { fallbackType: 'human_review', fallbackReason: 'low_confidence' };
    record({ confidence, gateBlocked, ...(gateBlocked && fallback) });
    console.log(`${text}: ${gateBlocked ? 'a person has to look' : 'paid'}`);
    return call;
  });
  if (!shadow) return;
  await modelCall({ model: SHADOW_MODEL, ...about, shadow, shadowParentTraceId: traceId }, async (record) => {
    record({ confidence: await ask(SHADOW_MODEL, system, text) });
  });
}

async function ask(model, system, text) {
  const messages = [
    { role: 'system', content: system },
    { role: 'user', content: text },
  ];
  const { choices } = await openai.chat.completions.create({ model, messages });
  return JSON.parse(choices[0].message.content).confidence;
}
