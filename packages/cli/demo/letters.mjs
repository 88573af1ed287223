// A program that another instrumentation traces already, and whose letters hold what should not leave it.
import { OpenAIInstrumentation } from '@arizeai/openinference-instrumentation-openai';
import { trace } from '@opentelemetry/api';
import OpenAI from 'openai';

const { AGENT_MODEL = 'gpt-5-mini' } = process.env;
new OpenAIInstrumentation({ tracerProvider: trace.getTracerProvider() }).manuallyInstrument(OpenAI);
const openai = new OpenAI();

// Put together here, so that no number of this kind stands in the file.
const card = ['4111', '1111', '1111', '1111'].join(' ');
const account = ['DE89', '3704', '0044', '0532', '0130', '00'].join(' ');
const letter = `Write to anna.berg@example.org or call +44 20 7946 0958: the card ${card} is blocked, use ${account}.`;

const { choices } = await openai.chat.completions.create({
  model: AGENT_MODEL,
  messages: [
    { role: 'system', content: 'You answer letters. The vault opens with password=Harbour-2031-tide.' },
    { role: 'user', content: letter },
  ],
});
console.log(choices[0].message.content);
