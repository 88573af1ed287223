import { templates } from './shape.mjs';

/** What programmers write and machines print. */
export const code = templates([
  [
    'typescript',
    'export const <noun> = new Map<string, number>();',
    'for (const [<noun>, index] of list.entries()) total += index;',
    "import { <noun> } from './<noun>/<noun>.js';",
    'const { <noun>, ...rest } = await fetch<Noun>(id);',
  ],
  [
    'python',
    'from <noun>.<noun> import <Noun>',
    'def <noun>(self, *args, **kwargs): return self.<noun>[<digit:1>]',
    'raise ValueError(f"no {<noun>!r} in <noun>")',
  ],
  [
    'sql',
    "SELECT id, name FROM <noun> WHERE created_at > now() - interval '<digit:1> days' LIMIT <digit:2>;",
    "INSERT INTO <noun> (id, name) VALUES (<digit:3>, '<noun>');",
    'ALTER TABLE <noun> ADD COLUMN token_count integer;',
  ],
  [
    'regex',
    String.raw`/^[a-z<digit:1>-9]{<digit:1>,}\.<noun>$/i`,
    String.raw`\b(?:<noun>|<noun>)\d{3}-\d{4}\b`,
    String.raw`(?<year>\d{4})-(?<month>\d{2})`,
  ],
  [
    'minified',
    '!function(e,t){"object"==typeof exports?module.exports=t():e.<noun>=t()}(this,(()=>{var r=<digit:3>;return r}));',
    'var a=<digit:1>,b=function(n){return n.<noun>||a},c=[].slice;b(c)',
    '.a{margin:0 auto}.b<digit:1>{color:#<hex:3>}',
  ],
  [
    'long-identifier',
    'abstract<Noun><Noun>Provider<Noun>ManagerFactoryBean',
    'get<Noun>And<Noun>With<Noun>Asynchronously',
    'should_return_<noun>_when_<noun>_is_missing_and_<noun>_is_empty',
  ],
  [
    'screaming-constant',
    'MAX_<NOUN>_<NOUN>_RETRIES',
    'OTEL_EXPORTER_<NOUN>_ENDPOINT',
    'ERR_<NOUN>_<NOUN>_NOT_FOUND = <digit:3>',
    'ENABLE_<NOUN>_<NOUN>=true',
  ],
  [
    'file-path',
    '/srv/<noun>/releases/2031<digit:4>/<noun>.js',
    String.raw`C:\Program Files\<Noun>\<noun>.dll`,
    '../<noun>/<noun>.test.ts:<digit:2>:<digit:1>',
    '~/.config/<noun>/settings.json',
    '/etc/<noun>/password-policy.conf',
  ],
  [
    'stack-line',
    '    at <Noun>.<noun> (/srv/<noun>/dist/index.js:<digit:3>:<digit:2>)',
    '  File "/srv/<noun>.py", line <digit:2>, in <noun>',
    'goroutine <digit:2> [running]: main.<noun>(0xc000<hex:6>)',
  ],
  [
    'log-line',
    '2031-0<digit:1>-1<digit:1>T10:1<digit:1>:22Z INFO <noun>: 200 GET /<noun>/<digit:3> in <digit:2>ms',
    '[<noun>] level=warn msg="no <noun>" attempt=<digit:1>',
    '10.0.<digit:1>.<digit:2> - - "GET /<noun> HTTP/1.1" 304 <digit:3>',
  ],
  [
    'diff',
    '@@ -<digit:2>,7 +<digit:2>,9 @@ function <noun>() {',
    '+  const <noun> = <digit:2>;',
    'diff --git a/<noun>.ts b/<noun>.ts',
  ],
  [
    'shell',
    'kubectl get pods -n <noun> -l app=<noun> -o wide',
    'ssh <noun>-0<digit:1> "systemctl restart <noun>"',
    'find . -name "*.<noun>" -mtime -<digit:1> | xargs rm',
    'npm run build --workspace <noun>',
  ],
  [
    'json-result',
    '{"content":[{"type":"text","text":"<noun> <noun>"}],"isError":false}',
    '{"jsonrpc":"2.0","id":<digit:2>,"method":"tools/list"}',
    '{"name":"<noun>","size":<digit:5>,"tags":["<noun>","<noun>"]}',
  ],
  [
    'xml-html',
    '<div class="<noun>-<noun>"><span><noun></span></div>',
    '<dependency><artifactId><noun></artifactId><version>1.<digit:1></version></dependency>',
    '<a href="/<noun>?page=<digit:1>"><noun></a>',
  ],
  [
    'markdown-table',
    '| <noun> | count |\n|---|---:|\n| <noun> | <digit:3> |',
    '- [ ] <noun>\n- [x] <noun>',
    '**<Noun>**: see [the <noun>](./<noun>.md#<noun>)',
  ],
  [
    'yaml-config',
    'service:\n  name: <noun>\n  port: <digit:4>\n  replicas: <digit:1>',
    '- uses: <noun>/<noun>@v<digit:1>\n  with: { node-version: 2<digit:1> }',
  ],
]);
