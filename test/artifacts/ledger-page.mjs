// The page on the conservation ledger, made from its tables.
import { contextFates, rules, targets, tokenClasses } from '@mcp-otel/core';
import { code, page, table } from './page.mjs';

const shareRows = (shares) =>
  Object.entries(shares).map(([share, { bad, unknown, brief }]) => [
    code(share),
    unknown ? 'lowers coverage' : bad ? 'yes' : '',
    brief,
  ]);

/** What each ruling means on an example. */
const examples = {
  R1: 'A title generator that is given other messages is a thread of its own; so is a sub-agent. A second request that begins while one of the same thread is under way is a branch: what stands in either of them is delivered.',
  R2: 'A call with 900 tokens in and 200 out books 900.',
  R3: 'A stream that breaks off with an error after `message_start` told 1,200 input tokens: 1,200 and what was put out are `retry`. Without any usage it books 0.',
  R4: 'A `content_filter` answer of 80 tokens, or a stream that its reader cancels: 80 are `retry`, the input keeps its classes.',
  R5: 'A stream without `include_usage` that ends well: the input is estimated, and counted in `mcp_otel.ledger.estimated_tokens`.',
  R6: 'A file that is read twice: the first copy is free, whatever wraps the second. Twelve words are asked for, so that "yes" and "yes" are none.',
  R7: '`poll({job: 1})` three times: the last success is current, the others are `superseded`. Of equal results the first stays and the others are `duplicate`, however short they are. Tools that declare `readOnlyHint: false` or `idempotentHint: false` are left out.',
  R8: 'Twelve tools in each of five requests, three of which a model calls: the definitions of nine are `unused_tool` in all five.',
  R10: 'A result that is dropped from the history is `evicted`; if it comes back before the end it is `delivered`.',
  R12: 'A result of 1,000 tokens that is cut to 600: 600 `delivered`, 400 `truncated`, though its JSON no longer parses. Bytes that have become replacement characters, or JSON that no longer parses without being cut, are `corrupted`.',
  R13: 'Three results of 1,000 tokens are replaced by a summary of 250: 250 `delivered`, 2,750 `compacted`. Where the provider tells how much it has cleared, its number counts.',
  R14: 'The result of the last tool call, when the process ends before the model is called again.',
  R16: 'Dropping the older of two versions that were polled loses nothing. A first copy whose twin stays is `delivered`.',
  R17: '"Saved to a file." in place of a result is `undelivered`, unless `MCP_OTEL_STUBBED_TOOLS` names the tool.',
};

/** What the definitions leave open, and how it is read here. */
const choices = [
  [
    'A summary',
    'is a text of the user or the assistant that nobody has seen before, that is not the last block of its request, in a request from which messages are gone; and whatever the provider calls a compaction, before which nothing is read any more.',
  ],
  [
    'Tokens of a block',
    'are what is new of the provider’s total, divided by our own estimate among the blocks that are new; blocks that were there before keep theirs, answers have what the provider counted them as. So a request’s blocks add up to its total exactly.',
  ],
  [
    'More than twice the tokens of what can be seen',
    'in a request of 200 tokens or more: what cannot be seen is `unclassified`. Less than half: what the model was given is not known, the whole call is `unclassified`, and what was offered to its thread `unobservable`.',
  ],
  ['Media', 'have what the text of their request does not account for, in equal parts.'],
  [
    'Messages that the provider keeps',
    '(`previous_response_id`, `conversation`) are the blocks of the answer that is continued, where it was given here; else they are `unclassified`.',
  ],
  [
    'A part of a unit',
    'counts from 40 words on; a shorter one is there from half of its words on. Words that stand in a row of fewer than twelve are turns of phrase, and no part. Texts under twelve words are looked for in the answer to their own tool call.',
  ],
  ['A unit that stands in the conversation already', 'is delivered, though the agent leaves its second copy out.'],
  [
    'A unit that has not come',
    'by the last request of its thread is undelivered, whether that was one request or many: three are enough to wait for it, and its state at the end decides.',
  ],
  ['Shadow traffic', 'is in no book, as it is in no other sum.'],
  [
    'Sessions known from a trace only',
    'are not counted in `mcp_otel.session.calls`: each would be a session of one call.',
  ],
  [
    'More than 768 blocks in a request',
    'are put together, the oldest first, 256 at a time and by class; `mcp_otel.ledger.folded_blocks` tells how many.',
  ],
  ['More than a billion tokens in one call', 'are a mistake of whoever counts, and count as not told.'],
];

export function ledgerPage() {
  const targetRows = Object.values(targets).map(({ title, min, max, unit, brief }) => [
    title,
    targetOf(min, max, unit),
    brief,
  ]);
  return page(
    'The conservation ledger',
    [
      'Every token that goes into a model is booked once, and so is everything that is offered to one; the books balance. What models are',
      'given is compared in the process that calls them, as keyed hashes in memory: nothing of it leaves but numbers.',
      '`mcp-otel ledger --demo` shows the books of the demo, `mcp-otel ledger --file traces.json` those of your own traces',
      '(OTLP/JSON, such as the Collector’s file exporter writes), with `--json` as data.',
    ].join('\n'),
    [
      table(['figure', 'target', 'what it is'], targetRows),
      'A ratio is told with its coverage; below 50 % it is not measurable, and no attribute tells it.',
      '',
      '## Use side: `mcp_otel.tokens`',
      '',
      'Input tokens of calls of models (no agent steps, which repeat them) and billed output that is waste. The first class that applies, in',
      'this order: retry, duplicate, superseded, unused_tool. Efficiency is meaningful / all but unclassified: only what can be proved is waste. Two',
      'figures stand beside it on a settlement: the pessimistic one also counts results of which no later word of a model shows that they were',
      'used, and one is weighted by price, because what comes from a cache is cheap.',
      '',
      table(['class', 'waste', 'meaning'], shareRows(tokenClasses)),
      '## Supply side: `mcp_otel.context.tokens`',
      '',
      'Units are texts of tool results, resources, prompts and sampling requests, on the side that consumes them: a process that calls no model',
      'books none. Loss is lost / (lost + delivered).',
      '',
      table(['fate', 'lost', 'meaning'], shareRows(contextFates)),
      '## Rulings',
      '',
      table(
        ['rule', 'ruling', 'example'],
        Object.entries(rules).map(([rule, brief]) => [rule, brief, examples[rule] ?? '']),
      ),
      'What the rules leave open is read like this:',
      '',
      table(['what', 'reading'], choices),
      '## Where it is told',
      '',
      '- **Facts**: event `mcp_otel.ledger.facts` on the span of a model call, JSON of at most 32 KB. What is not ready when a call ends goes with a',
      '  later span of the session, at the latest with its settlement; `mcp_otel.ledger.first` numbers the records, so that a gap shows.',
      '- **Settlement**: span `mcp_otel.settlement`, one per session and period, sampled in any case, with the totals as attributes and the bookings as events',
      '  `mcp_otel.ledger.bookings`: `[span, side, share, tokens, rule]`. Each booking names the span that it comes from.',
      '- **Counters** grow when a session is closed; `.open` tells what open ones would be booked as now and returns to 0.',
      '  Live figures are `increase(closed) + delta(open)`, clamped at 0.',
      '',
      'The same facts give the same bookings, row by row, wherever they are booked: `replay()` and `closeBook()` of `@mcp-otel/core` do it for a',
      'process that was killed. A call without facts, such as one of another language, is `unclassified`, or `retry` where it failed.',
      '',
      '## Sessions',
      '',
      'A session is that of the spans (see `sessions.md`). It is closed when its process ends, when the application calls `closeSession(id)` of',
      '`@mcp-otel/instrumentation`, or after `MCP_OTEL_SESSION_IDLE_MS`; what follows is a new accounting period. Books take at most 224 MB, about,',
      'in 10,000 sessions; beyond that the least lately used are closed and counted as `session_closed_early`. A session of 8 MB is closed too.',
      'In a set-up of your own, sessions that are open when the process ends are settled only with `nodeSdkConfig()`.',
      '',
      'What it costs: [ledger-cost.md](ledger-cost.md).',
      '',
    ].join('\n'),
  );
}

function targetOf(min, max, unit) {
  const text = (value) => (unit === 'ratio' ? `${value * 100} %` : String(value));
  if (min !== undefined && max !== undefined) return `${text(min)} to ${text(max)}`;
  return min === undefined ? `at most ${text(max)}` : `at least ${text(min)}`;
}
