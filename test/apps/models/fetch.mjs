// Calls of `fetch` in every way that an application may make and read them; prints what it sees. The same with and without us.
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const [, , url, ...wanted] = process.argv;
const ask = { model: 'gpt-5', messages: [{ role: 'user', content: 'hi' }] };
const chat = (scenario, body = ask, init = {}) =>
  fetch(`${url}/${scenario}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'object' && body.constructor === Object ? JSON.stringify(body) : body,
    ...init,
  });
const stream = (scenario = 'plain', init) => chat(scenario, { ...ask, stream: true }, init);
const drain = async (reader) => {
  const sizes = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return sizes;
    sizes.push(value.byteLength);
  }
};
const failure = ({ name, message, cause }) => [name, message, cause?.code];
const bytesOf = (text) => new TextEncoder().encode(text);
const streamOf = (text) =>
  new ReadableStream({
    async start(controller) {
      for (const part of [text.slice(0, 20), text.slice(20)]) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        controller.enqueue(bytesOf(part));
      }
      controller.close();
    },
  });

const scenarios = {
  json: async () => (await chat('plain')).json(),
  text: async () => (await chat('plain')).text(),
  arrayBuffer: async () => (await (await chat('plain')).arrayBuffer()).byteLength,
  blob: async () => (await (await chat('plain')).blob()).size,
  'form data': async () => (await chat('plain')).formData().catch(({ name }) => name),
  'every accessor': async () => {
    const response = await chat('plain');
    const { body, url: address, redirected, type, status, statusText, ok, bodyUsed, headers } = response;
    const same = body === response.body && response instanceof Response && body instanceof ReadableStream;
    const own = [Object.keys(body), Object.keys(response), JSON.stringify(body), body.locked];
    const copy = response.clone();
    const texts = [await copy.text(), await response.text()];
    return [
      same,
      own,
      address.length,
      redirected,
      type,
      status,
      statusText,
      ok,
      bodyUsed,
      [...headers.keys()],
      texts,
      response.bodyUsed,
    ];
  },
  'read twice': async () => {
    const response = await chat('plain');
    await response.text();
    return response.text().catch(failure);
  },
  reader: async () => drain((await stream('slow')).body.getReader()),
  'byte reader': async () => {
    const reader = (await stream()).body.getReader({ mode: 'byob' });
    const { value } = await reader.read(new Uint8Array(10));
    await reader.cancel();
    return value.byteLength;
  },
  iterator: async () => {
    const sizes = [];
    for await (const chunk of (await stream('slow')).body) sizes.push(chunk.byteLength);
    return sizes;
  },
  'iterator, stopped': async () => {
    const { body } = await stream('slow');
    for await (const chunk of body) return [chunk.byteLength, body.locked];
    return undefined;
  },
  'iterator, without cancelling': async () => {
    const { body } = await stream('slow');
    const seen = [];
    for await (const chunk of body.values({ preventCancel: true })) {
      seen.push(chunk.byteLength);
      if (seen.length === 2) break;
    }
    return [...seen, 'and', ...(await drain(body.getReader()))];
  },
  'iterator, returned before it began': async () => {
    const { body } = await stream('slow');
    const end = await body[Symbol.asyncIterator]().return('x');
    return [end, body.locked, await drain(body.getReader())];
  },
  'pipe through': async () => {
    let text = '';
    for await (const piece of (await stream()).body.pipeThrough(new TextDecoderStream())) text += piece;
    return text;
  },
  'pipe through locks': async () => {
    const { body } = await stream('slow');
    const text = body.pipeThrough(new TextDecoderStream());
    const again = await body.cancel().catch(failure);
    return [body.locked, text instanceof ReadableStream, again, await text.cancel()];
  },
  'pipe to': async () => {
    let bytes = 0;
    await (await stream()).body.pipeTo(new WritableStream({ write: (chunk) => void (bytes += chunk.byteLength) }));
    return bytes;
  },
  'pipe that fails': async () => {
    const { body } = await stream('slow');
    const sink = new WritableStream({ write: () => Promise.reject(new Error('full')) });
    return [await body.pipeTo(sink).catch(failure), body.locked];
  },
  'pipe of a locked body': async () => {
    const { body } = await stream();
    const reader = body.getReader();
    const seen = await body.pipeTo(new WritableStream()).catch(({ name }) => name);
    await reader.cancel();
    return seen;
  },
  tee: async () => {
    const [one, other] = (await stream('slow')).body.tee();
    return [await drain(one.getReader()), await drain(other.getReader())];
  },
  'tee, one branch cancelled': async () => {
    const [one, other] = (await stream('slow')).body.tee();
    const cancelled = one.cancel('enough');
    const sizes = await drain(other.getReader());
    return [sizes, (await cancelled) ?? 'cancelled'];
  },
  'node stream': async () => {
    let bytes = 0;
    for await (const chunk of Readable.fromWeb((await stream()).body)) bytes += chunk.length;
    return bytes;
  },
  'lock released': async () => {
    const { body } = await stream('slow');
    const first = body.getReader();
    const { value } = await first.read();
    first.releaseLock();
    const rest = await drain(body.getReader());
    return [value.byteLength, body.locked, rest.reduce((sum, size) => sum + size, 0)];
  },
  cancel: async () => {
    const { body } = await stream('slow');
    return [await body.cancel('enough'), await drain(body.getReader())];
  },
  'never read': async () => (await stream('slow')).status,
  'never read, and collected': async () => {
    const { status } = await stream();
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc');
    for (let nth = 0; nth < 20; nth += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      collect();
    }
    return status;
  },
  aborted: async () => {
    const abort = new AbortController();
    const reader = (await stream('slow', { signal: abort.signal })).body.getReader();
    await reader.read();
    abort.abort();
    return drain(reader).catch(failure);
  },
  'aborted with a reason': async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(new Error('enough')), 50);
    return chat('never', ask, { signal: abort.signal }).catch(failure);
  },
  'timed out': () => chat('never', ask, { signal: AbortSignal.timeout(50) }).catch(({ name }) => name),
  dropped: async () => drain((await stream('drop')).body.getReader()).catch(failure),
  'ended early': async () => (await stream('short')).text(),
  refused: () =>
    fetch(`${process.env.CLOSED_URL}/chat/completions`, { method: 'POST', body: JSON.stringify(ask) }).catch(failure),
  limited: async () => {
    const response = await chat('limited');
    return [response.status, response.headers.get('retry-after'), await response.json()];
  },
  'limited, not read': async () => (await chat('limited')).status,
  'half json': async () => (await chat('half-json')).json().catch(({ name }) => name),
  'bad events': async () => (await stream('bad-events')).text(),
  'wrong content type': async () => (await stream('wrong-type')).text(),
  gzip: async () => (await chat('gzip')).json(),
  huge: async () => (await (await chat('huge')).text()).length,
  'huge request': async () =>
    (await chat('plain', { ...ask, messages: [{ role: 'user', content: 'a'.repeat(20_000_000) }] })).status,
  'bytes as body': async () => (await chat('plain', Buffer.from(JSON.stringify(ask)))).status,
  'buffer as body': async () => (await chat('plain', bytesOf(JSON.stringify(ask)).buffer)).status,
  'blob as body': async () => (await chat('plain', new Blob([JSON.stringify(ask)]))).status,
  'stream as body': async () => (await chat('plain', streamOf(JSON.stringify(ask)), { duplex: 'half' })).json(),
  'request object': async () => {
    const request = new Request(`${url}/plain/v1/chat/completions`, { method: 'POST', body: JSON.stringify(ask) });
    const response = await fetch(request);
    return [request.bodyUsed, await response.json(), await fetch(request).catch(({ name }) => name)];
  },
  'copy of a request object': async () => {
    const Named = class extends Request {};
    const request = new Named(`${url}/plain/v1/chat/completions`, { method: 'POST', body: JSON.stringify(ask) });
    const response = await fetch(new Request(request.clone(), { headers: { 'x-try': '2' } }));
    return [request instanceof Request, request.constructor === Named, Request.name, await response.json()];
  },
  'request that is no request': async () => new Request('not an address', { method: 'POST', body: 'x' }),
  'request object with a stream': async () => {
    const body = streamOf(JSON.stringify({ ...ask, stream: true }));
    const request = new Request(`${url}/slow/v1/chat/completions`, { method: 'POST', body, duplex: 'half' });
    return drain((await fetch(request)).body.getReader());
  },
  'request object and init': async () => {
    const request = new Request(`${url}/plain/v1/chat/completions`, { method: 'POST', body: '{}' });
    return (await fetch(request, { method: 'POST', body: JSON.stringify(ask) })).json();
  },
  'url object, headers as a list, method in small letters': async () => {
    const init = { method: 'post', headers: [['Content-Type', 'application/json']], body: JSON.stringify(ask) };
    return (await fetch(new URL(`${url}/plain/v1/chat/completions?api-version=1#x`), init)).json();
  },
  'init with getters': async () => {
    const asked = [];
    const init = {
      method: 'POST',
      get body() {
        asked.push('body');
        return JSON.stringify(ask);
      },
      get headers() {
        asked.push('headers');
        return {};
      },
    };
    return [(await fetch(`${url}/plain/v1/chat/completions`, init)).status, asked];
  },
  'timers and classes replaced': async () => {
    const { setTimeout: timer, clearTimeout: clear, Request: request, Response: response } = globalThis;
    const idle = { unref: () => idle, refresh: () => idle };
    Object.assign(globalThis, { setTimeout: () => idle, clearTimeout: () => undefined, Response: undefined });
    Reflect.deleteProperty(globalThis, 'Request');
    try {
      const { body } = await stream();
      const reader = body.getReader();
      await reader.read();
      reader.releaseLock();
      return await drain(body.getReader()).then((sizes) => sizes.length > 0);
    } finally {
      Object.assign(globalThis, { setTimeout: timer, clearTimeout: clear, Request: request, Response: response });
    }
  },
  'no model': async () => (await fetch(`${url}/plain/api/messages`, { method: 'POST', body: '{"text":"hi"}' })).status,
  'get of such a path': async () => (await fetch(`${url}/plain/v1/responses`)).status,
  'bad arguments': async () => [
    await fetch(new Proxy(new URL(url), {}), { method: 'POST', body: '{}' }).catch(failure),
    await fetch().catch(failure),
    await fetch('not an address/chat/completions', { method: 'POST', body: '{}' }).catch(({ name }) => name),
    await fetch(`${url}/v1/chat/completions`, { method: 'POST', body: '{}', signal: 5 }).catch(({ name }) => name),
  ],
  'replaced by the application': async () => {
    const original = globalThis.fetch;
    globalThis.fetch = (...args) => original(...args);
    const answer = await (await chat('plain')).json();
    globalThis.fetch = async () => new Response('{"mine":true}');
    const mine = await (await chat('plain')).json();
    globalThis.fetch = original;
    return [answer, mine];
  },
  'the function itself': async () => {
    const { name, length } = fetch;
    const { enumerable, configurable, writable } = Object.getOwnPropertyDescriptor(globalThis, 'fetch');
    return [name, length, typeof fetch, enumerable, configurable, writable, 'prototype' in fetch];
  },
  'globals as they were': async () => Object.keys(globalThis).toSorted(),
};

for (const name of wanted.length > 0 ? wanted : Object.keys(scenarios)) {
  const seen = await scenarios[name]().catch((error) => `failed: ${error.name} ${error.message}`);
  console.log(`${name}: ${JSON.stringify(seen)}`);
}
