import { Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { HANDOVER, markDefinitions, mayDefine } from './signatures.ts';
import { markLoaded, syncHooksAreSound } from './source-hook.ts';

/** Runs marked source and gives back the names of the classes that it handed over. */
function handedOver(source: string): readonly string[] {
  const names: string[] = [];
  const adopt = (candidate: { readonly name: string }): number => names.push(candidate.name);
  new Script(markDefinitions(source)).runInNewContext({ [HANDOVER]: adopt });
  return names;
}

/** What else is in the source of every protocol class. */
const rest = '_onnotification(n){}setNotificationHandler(s){}';

describe('a protocol class hands itself over, however its source was packed', () => {
  test.each([
    ['as published', `class Protocol { ${rest} _onrequest(request, extra) {} }`],
    ['with one parameter, as before 1.10', `class Protocol {\n  ${rest}\n  _onrequest(request) {\n  }\n}`],
    ['behind a comment', `class Protocol { ${rest}\n  /** Handles it. } */\n  // really\n  _onrequest(a, b) {} }`],
    ['behind a field', `class Protocol { ${rest} field = 1; _onrequest(a, b) {} }`],
    ['minified', `var Protocol=class Protocol{a(){}${rest}_onrequest(e,t){}b(){}};`],
    [
      'inside an eval of a development bundle',
      String.raw`eval("class Protocol {\n\t_onnotification(n) {}\n\tsetNotificationHandler(s) {}\n\t_onrequest(request, extra) {}\n}")`,
    ],
    [
      'minified, with an address earlier in the line',
      `var Protocol=class{a(){return"http://json-schema.org/#"}${rest}_onrequest(e,t){}b(){}};`,
    ],
    [
      'behind a line with an address in a string',
      `class Protocol { ${rest}\n  url() { return 'http://x'; }\n  _onrequest(a, b) {} }`,
    ],
    [
      'behind a comment with an address',
      `class Protocol { ${rest}\n  a = 1; // see http://x {\n  _onrequest(a, b) {} }`,
    ],
    ['with dollar names', `class Protocol{${rest}_onrequest($,_$1){}}`],
  ])('%s', (_name, source) => {
    expect(handedOver(source)).toEqual(['Protocol']);
  });
  test('classes of the OpenTelemetry API too', () => {
    expect(handedOver('class TraceAPI { static getInstance() {} setGlobalTracerProvider(provider) {} }')).toEqual([
      'TraceAPI',
    ]);
    expect(handedOver('class LogsAPI { static getInstance() {} setGlobalLoggerProvider(provider) {} }')).toEqual([
      'LogsAPI',
    ]);
  });
});

describe('everything else stays as it is', () => {
  const hints = '// _onnotification setNotificationHandler getInstance\n';
  test.each([
    'this._onrequest(request, extra);',
    'const x = { my_onrequest(a) {} };',
    '"_onrequest"',
    'api.setGlobalTracerProvider(provider);',
    'function _onrequest(req, res) {}',
    'const x = { async _onrequest(a, b) {} };',
    'const x = { a: 1, _onrequest(a, b) {} };',
    'const x = {\n  // closes }\n  _onrequest(a, b) {} };',
    'const x = {\n  // don\'t; see "http://x"; }\n  _onrequest(a, b) {} };',
    'eval("const x = {\\n  // closes }\\n  _onrequest(a, b) {} };")',
    'class X { async _onrequest(a, b) {} }',
    'class X { static _onrequest(a, b) {} }',
    'class X { *_onrequest(a, b) {} }',
    'export function setGlobalPropagator(p) {}',
    'const x = 1;\n setGlobalPropagator(x)\n {\n x;\n }',
  ])('%s', (source) => {
    expect(markDefinitions(hints + source)).toBe(hints + source);
  });
  test('a class with that one method is none of the SDK', () => {
    const source = 'class Upload { start() {} _onrequest(request, response) {} }';
    expect(mayDefine(source)).toBe(false);
    expect(markDefinitions(source)).toBe(source);
  });
  test('a source that is marked already', () => {
    const marked = markDefinitions(`class P { ${rest} _onrequest(a) {} }`);
    expect(markDefinitions(marked)).toBe(marked);
  });
  test('lines keep their numbers', () => {
    const source = `class P {\n  ${rest}\n  _onrequest(a) {\n  }\n}\n`;
    expect(markDefinitions(source).split('\n')).toHaveLength(source.split('\n').length);
  });
  test('a loader’s result without a definition is given back as the same object', () => {
    const found = (): void => expect.unreachable();
    for (const source of ['export {}', Buffer.from('_onrequested'), null, undefined]) {
      const result = { format: 'module', source };
      expect(markLoaded(result, found)).toBe(result);
    }
    const json = { format: 'json', source: `{"${rest} _onrequest(a) {": 1}` };
    expect(markLoaded(json, found)).toBe(json);
  });
  test('hostile text is searched in linear time', () => {
    const source = `${rest}${'}/*'.repeat(50_000)}${'} '.repeat(50_000)}_onrequest(`;
    expect(markDefinitions(source)).toBe(source);
  });
});

describe('markLoaded', () => {
  test('marks text, buffers and typed arrays', () => {
    const text = `class P { ${rest} _onrequest(a) {} }`;
    for (const source of [
      text,
      Buffer.from(text),
      new Uint8Array(Buffer.from(text)),
      new TextEncoder().encode(text).buffer,
    ]) {
      let found = 0;
      const result = markLoaded({ format: 'module', source }, () => (found += 1));
      expect(result.source).toBe(markDefinitions(text));
      expect(found).toBe(1);
    }
  });
  test('hints are enough to leave a source unread', () => {
    expect(mayDefine(Buffer.from('nothing here'))).toBe(false);
    expect(mayDefine(Buffer.from(`x _onrequest ${rest}`))).toBe(true);
  });
});

describe('synchronous hooks are used only where they are sound', () => {
  test.each(['22.22.3', '22.23.0', '24.11.1', '24.21.0', '25.1.0', '26.0.0'])('on %s', (version) => {
    expect(syncHooksAreSound(version)).toBe(true);
  });
  test.each(['20.20.2', '22.12.0', '22.17.0', '22.22.2', '23.11.0', '24.1.0', '24.11.0', '25.0.0'])(
    'not on %s',
    (version) => {
      expect(syncHooksAreSound(version)).toBe(false);
    },
  );
});
