// A client that does not use the global fetch.
const [, , client, url] = process.argv;
const OpenAI = require(client);
const openai = new OpenAI({ apiKey: 'none', baseURL: `${url}/plain/v1` });
const messages = [{ role: 'user', content: 'hi' }];
void (async () => {
  for (let call = 0; call < 2; call += 1) {
    const { choices } = await openai.chat.completions.create({ model: 'gpt-5', messages });
    process.stdout.write(`${choices[0].message.content}\n`);
  }
})();
