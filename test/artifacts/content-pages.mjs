// The pages on dialects and redaction, made from their tables.
import { contentKinds, dialects, redactionClasses } from '@mcp-otel/core';
import { code, page, table } from './page.mjs';

export function dialectsPage() {
  const rows = dialects.map(({ name, marks, scopes = [] }) => [
    code(name),
    marks.map(code).join(', '),
    scopes.map(code).join(', '),
  ]);
  const sections = dialects.map(({ name, renames, content }) =>
    [
      `## \`${name}\``,
      '',
      table(
        ['key', 'current name'],
        Object.entries(renames).map(([key, rename]) => [code(key), namesOf(rename)]),
      ),
      `Content: ${
        Object.entries(content)
          .map(([key, kinds]) => `${code(key)} (${kinds.join(', ')})`)
          .join(', ') || 'none'
      }.`,
      '',
    ].join('\n'),
  );
  return page(
    'Dialects',
    [
      'Spans of other instrumentations are given the current names of the GenAI and MCP conventions before they leave. What is there',
      'under a current name is never replaced; the originals stay unless `MCP_OTEL_DROP_SOURCE=true`; what is not understood passes',
      'unchanged; a second time changes nothing. `mcp_otel.normalized_from` tells which dialects were read. Messages that were flattened',
      'into numbered keys, or written the way a provider has them, become `gen_ai.input.messages` and `gen_ai.output.messages`; more than',
      'the tables below show is told by several attributes together. Names of spans are left as they are.',
      '',
      'Every table is tested on spans that the real library has emitted (`test/dialects/record.mjs` installs it and records them). Two',
      'cannot be: Envoy AI Gateway, whose module cannot be built outside its repository (its table follows its source), and mcp-observatory',
      '0.4.0, which makes rows and no spans, and so has no table.',
      '',
      '**An attribute of ours that gets another name** stays readable for one release: the old name becomes a row of `otel_history`, the',
      'change is told in the change log, and the row goes with the release after the next.',
    ].join('\n'),
    `${table(['dialect', 'known by', 'known by scope'], rows)}\n${sections.join('\n')}`,
  );
}

function namesOf(rename) {
  return (Array.isArray(rename) ? rename : [rename])
    .map((each) => code(typeof each === 'string' ? each : each.to))
    .join(', ');
}

export function redactionPage() {
  return page(
    'Content and redaction',
    [
      'Content stays in the process unless somebody asks for a kind of it. Sizes, token counts, names of arguments and keyed digests leave.',
      '`MCP_OTEL_CAPTURE` names kinds, `all` or `none`; `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT` (`span_only`, `span_and_event`',
      'or `true`) means arguments, results, prompts and completions. Both are read at each call, and a word that is not known records nothing.',
      'The same holds for what other instrumentations write: their content is taken off their spans (see `dialects.md`), and',
      '`mcp_otel.content.withheld` tells what it was called and how large it was.',
    ].join('\n'),
    [
      table(
        ['kind', 'what it is'],
        Object.entries(contentKinds).map(([kind, brief]) => [code(kind), brief]),
      ),
      'Where the program has a tracer provider of its own, only our spans are prepared: what others write there does not pass us, unless',
      'the set-up is that of `nodeSdkConfig()`.',
      '',
      '## What is taken out of every text',
      '',
      'Attributes, names of spans, status texts, messages and stacks of exceptions, events, links, addresses, bodies of log records and what',
      'mcp-otel says on stderr pass one redactor. It reads a text once, from the first character to the last, in linear time. A secret becomes',
      '`[redacted:card:9f2c4e81a0b3]`: its class, and a digest with the key of this machine (`MCP_OTEL_HASH_KEY` for a fleet), so that',
      'equal values stay joinable. `mcp_otel.redactions` counts by class.',
      '',
      table(
        ['class', 'what it is'],
        Object.entries(redactionClasses).map(([name, brief]) => [code(name), brief]),
      ),
      'A secret is known by how it begins (some 350 prefixes), by its form and check digits (cards, IBAN, numbers of persons of some 40',
      'countries), by the key in front of it (`password=`, `"api_key":`, `Authorization:`, `--token`, `<password>`, in some twenty',
      'languages), or by its armour. It is found as well when it is percent-encoded, escaped as in JSON, written with entities of HTML,',
      'in base64, with characters that have no width, colours of a terminal, or digits and dashes that only look like those of ASCII, up to',
      'three layers deep. In `user.id` and the like, whose purpose is to name a person, only keys and passwords are taken out.',
      '',
      '**Out of reach**: names of persons, street addresses, IP addresses, dates of birth; a secret without any form, key or check digit',
      '(a password in a column of a table, `echo secret | sudo -S`); numbers that only their country knows without a word in front of them;',
      'letters of other alphabets that look like Latin ones. What only looks like a secret stays: look-ups such as `os.environ[...]`, hashes,',
      'UUIDs, versions, numbers whose check digit is wrong.',
      '',
      '## Rules of your own',
      '',
      '`MCP_OTEL_REDACTION_RULES` is a JSON file:',
      '',
      '```json',
      '{ "rules": [{ "name": "employee", "pattern": "EMP-\\\\d{6}", "flags": "i" }], "keys": ["badge_no"] }',
      '```',
      '',
      'Each rule is compiled and timed at start-up on texts made for it; one that takes more than 5 ms is left out, and said. One that turns',
      'out to be slow later is switched off, and the text that showed it becomes `[redacted:unchecked]`.',
      '',
      'For what no rule can find there is a hook. It sees content that may be recorded, after redaction, and what it answers is told.',
      'It fails closed: if it throws, rejects or takes longer than `timeoutMs`, the content is left out and the span goes on.',
      'In a program that sends our spans through a provider of its own the hook is not asked, and so nothing is captured there.',
      '',
      '```js',
      "import { setContentHook } from '@mcp-otel/instrumentation';",
      '',
      'setContentHook(async (content) => removeNames(content), { timeoutMs: 1000 });',
      '```',
      '',
      '## In code',
      '',
      '```js',
      "import { createRedactor } from '@mcp-otel/core';",
      '',
      "createRedactor().text('mail anna@example.org'); // mail [redacted:email]",
      '```',
      '',
      '## How good it is',
      '',
      'It is held to a corpus of 503 kinds that was written apart from the rules (`test/support/redaction-corpus`): at least 99 % of plain',
      'secrets, 90 % of wrapped ones and 90 % of every kind are taken out, at most 1 % of 3,000 benign strings are changed. Its author did not',
      'see the rules; the rules have seen it since, so that it tells less about kinds that neither of them knows. What it costs:',
      '[redaction-cost.md](redaction-cost.md).',
      '',
      '## Budgets',
      '',
      'A value keeps to 8 KB and a span to 64 KB, whoever made it. JSON is cut inside, so that it can still be read; small values, usage among',
      'them, are never left out. `mcp_otel.truncated_values` tells size and keyed digest of what was cut.',
      '',
    ].join('\n'),
  );
}
