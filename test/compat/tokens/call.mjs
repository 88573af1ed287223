// A call of a model that tells no counts, in a program that has gpt-tokenizer.
const [, , url] = process.argv;
const messages = [{ role: 'user', content: `hello world ${'a'.repeat(5_000)}` }];
const body = JSON.stringify({ model: 'gpt-5', stream: true, messages });
const response = await fetch(`${url}/plain/v1/chat/completions`, { method: 'POST', body });
await response.text();
