// LangChain, with an instrumentation that makes a span per callback and does not make it the active one.
const [, , instrumentation, url, ...wanted] = process.argv;
const packages = {
  traceloop: '@traceloop/instrumentation-langchain',
  openinference: '@arizeai/openinference-instrumentation-langchain',
};
if (packages[instrumentation] !== undefined) {
  const { LangChainInstrumentation } = require(packages[instrumentation]);
  const enabled = new LangChainInstrumentation();
  enabled.enable?.();
  enabled.manuallyInstrument?.(instrumentation === 'openinference' ? require('@langchain/core/callbacks/manager') : {});
}
const { ChatOpenAI } = require('@langchain/openai');
const settings = {
  model: 'gpt-5',
  apiKey: 'none',
  maxRetries: 0,
  configuration: { baseURL: `${url}/plain/v1` },
};
const model = new ChatOpenAI(settings);

const scenarios = {
  invoke: async () => (await model.invoke('hi')).content,
  stream: async () => {
    let said = '';
    for await (const piece of await model.stream('hi')) said += piece.text;
    return said;
  },
  retried: async () => {
    const again = new ChatOpenAI({ ...settings, maxRetries: 1, configuration: { baseURL: `${url}/refuse-once/v1` } });
    return (await again.invoke('hi')).content;
  },
  parallel: async () => (await Promise.all(['a', 'b', 'c'].map((text) => model.invoke(text)))).length,
};

void (async () => {
  for (const name of wanted) process.stdout.write(`${name}: ${JSON.stringify(await scenarios[name]())}\n`);
  await new Promise((resolve) => setTimeout(resolve, 300)); // Its callbacks run in the background.
})();
