// A program that says more about its calls than any protocol tells.
import { governance, modelCall } from '@mcp-otel/instrumentation';
import { trace } from '@opentelemetry/api';

const [, , url, ...wanted] = process.argv;
const ask = async (scenario = 'plain') => {
  const body = JSON.stringify({ model: 'gpt-5', messages: [{ role: 'user', content: 'hi' }] });
  return (await fetch(`${url}/${scenario}/v1/chat/completions`, { method: 'POST', body })).json();
};
const said = ({ name, message }) => `${name}: ${message}`;
const attempt = (run) => {
  try {
    return run();
  } catch (error) {
    return said(error);
  }
};

const scenarios = {
  'the example of mcp-observatory': () =>
    modelCall({
      model: 'gpt-4o',
      toolName: 'payment_risk_check',
      prompt: 'Invoice #92311 at 2026-02-10T12:01:00Z for customer 1002 uuid 550e8400-e29b-41d4-a716-446655440000',
      response: 'Needs human review before approval.',
      riskTier: 'high',
      promptTemplateId: 'payment-risk-v3',
      shadow: true,
      shadowParentTraceId: '11111111-1111-4111-8111-111111111111',
      confidence: 0.42,
      gateBlocked: true,
      fallbackUsed: true,
      fallbackType: 'human_review',
      fallbackReason: 'low_confidence',
      retries: 1,
    }),
  wrapped: () =>
    modelCall({ model: 'local-7b', provider: 'llama', prompt: 'hi' }, async (record) => {
      record({ response: 'Hello', usage: { input: 3, output: 2 }, confidence: 0.9 });
      return 'Hello';
    }),
  'wrapped, not asynchronous': () => modelCall({ model: 'local-7b', prompt: 'hi' }, () => 5),
  'wrapped, and it throws': async () =>
    modelCall({ model: 'local-7b', prompt: 'hi' }, async () => Promise.reject(new RangeError('no'))).catch(said),
  'around a call that is seen': () => modelCall({ model: 'gpt-5', riskTier: 'low' }, async () => (await ask()).id),
  'around two calls that are seen': () =>
    modelCall({ model: 'gpt-5' }, async () => [(await ask()).id, (await ask()).id]),
  'around a call that is tried again': () =>
    modelCall({ model: 'gpt-5' }, async () => [Object.keys(await ask('limited')), (await ask()).id]),
  'on the active span': () =>
    trace.getTracer('app').startActiveSpan('work', (span) => {
      const set = governance.set({ confidence: 0.3, fallbackType: 'template', fallbackReason: 'policy_violation' });
      span.end();
      return set;
    }),
  'without a span': () => governance.set({ confidence: 0.3 }),
  refused: () => [
    attempt(() => governance.set({ confidence: 1.7 })),
    attempt(() => modelCall({ model: '' })),
    attempt(() => modelCall({ model: 'm', usage: { input: 1.5 } })),
    attempt(() => modelCall({ model: 'm', fallbackUsed: true })),
    attempt(() => modelCall({ model: 'm', fallback: 'template' }, () => 'not run')),
  ],
};

for (const name of wanted) console.log(JSON.stringify((await scenarios[name]()) ?? null));
