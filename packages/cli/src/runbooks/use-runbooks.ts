import { label, series } from '../rules/names.ts';
import type { Runbook } from './runbook.ts';

const TOKENS = 'MCP / Tokens';
const TOOLS = 'MCP / Tools';

/** Runbooks of tokens, sessions and tools. */
export const useRunbooks: Readonly<Record<string, Runbook>> = {
  McpTokenEfficiencyLow: {
    meaning: `Models are given input that provably does not help them: it is paid for and makes answers slower. ${TOKENS} shows which class of waste grows; \`mcp-otel ledger\` shows the dearest calls.`,
    checks: [
      [
        '`retry` grows',
        'A provider or a gateway fails: see failing model calls in MCP / Prompts and models. Retry with a pause, and fewer times.',
      ],
      [
        '`duplicate` grows',
        'The same file or result is put into the conversation again: keep one copy, and refer to it.',
      ],
      ['`superseded` grows', 'A status is polled, and every answer is kept: keep the last one.'],
      [
        '`unused_tool` grows',
        'Every request carries definitions of tools that no session calls: offer fewer, or load them when they are asked for.',
      ],
    ],
    query: `topk(5, sum by (job, ${label.class}) (increase(${series.tokens}{${label.class}!="meaningful"}[1h])))`,
  },
  HighContextLoss: {
    meaning: 'Results that tools have given do not reach the model, or not whole. Answers get worse without any error.',
    checks: [
      ['`truncated` grows', 'An agent or a tool cuts results: raise its limit, or ask the tool for less at a time.'],
      ['`evicted` grows', 'The history is longer than the window: summarise it, or give parts a priority.'],
      [
        '`undelivered` grows',
        'Agents end before they use what they asked for: see sessions that are cancelled or time out.',
      ],
      [
        '`corrupted` grows',
        'Text is decoded wrongly on its way: compare the two spans of a call with `MCP_OTEL_PAYLOAD_DIGEST=true`.',
      ],
    ],
    query: `sum by (job, ${label.fate}) (increase(${series.contextTokens}{${label.fate}!="delivered"}[1h]))`,
  },
  McpContextLossBurst: {
    meaning: 'A large part of what tools give is lost at once. This is usually a change, not a growth.',
    checks: [
      [
        'A release of the agent',
        'A new limit or a new way to shorten history: compare the version on spans before and after, and go back.',
      ],
      [
        'A tool answers far more than before',
        'See the sizes of its results on spans (`mcp_otel.payload.bytes.in`): page its results.',
      ],
    ],
  },
  McpLedgerCoverageLow: {
    meaning:
      'Token efficiency is shown for less than half of the input, so it says nothing. The rest is `unclassified`.',
    checks: [
      [
        'Models are called by programs without mcp-otel',
        'Their spans have usage and no facts: load the preload there too.',
      ],
      ['The ledger is off', '`MCP_OTEL_LEDGER=false` somewhere, or its breaker has opened: see stderr.'],
      [
        'Prompts that are kept by the provider',
        'Conversations that began elsewhere cannot be classified: that is known and no fault.',
      ],
    ],
  },
  McpContextCoverageLow: {
    meaning:
      'Context loss is shown for less than half of what was offered, so it says nothing. The rest is `unobservable`.',
    checks: [
      [
        'Agents end after their last tool call',
        'Nobody asked a model again: what the results were good for cannot be known.',
      ],
      [
        'Models are called in another process',
        'The results are seen in one process, the prompts in another: load the preload in both.',
      ],
    ],
  },
  McpSessionsOutOfBand: {
    meaning: 'Sessions are much shorter or longer than they should be.',
    checks: [
      ['Mostly short', 'Users give up, or agents fail early: see errors and the first calls of sessions.'],
      ['Mostly long', 'Agents loop: see MCP / Sessions, sessions that ran away.'],
      [
        'The band does not fit the application',
        'A batch job is no conversation: set other values with `mcp-otel artifacts --thresholds`.',
      ],
    ],
  },
  McpSessionRunaway: {
    meaning: 'An agent makes calls without an end. It spends tokens until somebody stops it.',
    checks: [
      [
        'The same tool again and again',
        `See Top Tools in MCP / Overview, and the trace of the session: end the session, and give the agent a limit of turns.`,
      ],
      [
        'A tool that always fails',
        `See ${TOOLS}, failing tools: agents try again when they are not told that it is of no use.`,
      ],
    ],
  },
  McpToolSuccessBurn: {
    meaning: 'At this pace more tool calls fail than the objective allows in 30 days.',
    checks: [
      ['One tool', `${TOOLS}, failing tools: mend or withdraw it.`],
      ['One server', 'Group failing calls by `server_address`: is it up, was it changed?'],
      [
        'Everything a little',
        'See kinds of errors: time-outs are the network or load, `tool_error` is what tools say.',
      ],
    ],
    query: `topk(5, sum by (job, ${label.tool}, ${label.outcome}) (increase(${series.calls}{${label.outcome}!="ok"}[1h])))`,
  },
  McpToolSuccessLow: {
    meaning: 'Fewer tool calls succeed than should at any time.',
    checks: [
      ['One tool', `${TOOLS}, tools that fail most.`],
      [
        'Wrong arguments',
        'The kind of error is `-32602`: the model does not understand the schema. Describe the tool better.',
      ],
      [
        'A dependency of the server',
        'Open a trace of a failed call: the spans below the server’s tell what it waited for.',
      ],
    ],
  },
  HighErrorRate: {
    meaning: 'Many tool calls fail now.',
    checks: [
      [
        'MCP server connection issues',
        'Outcome `transport_error`: check that the server is up and can be reached, and see its own log.',
      ],
      [
        'Invalid parameters',
        'Error code `-32602`, or `tool_error` of one tool: compare arguments with the schema of the tool.',
      ],
      [
        'Timeout issues',
        'Outcome `timeout`: see latency by tool; raise the time-out if the tool needs it, else mend the tool.',
      ],
      [
        'An open circuit breaker',
        'Calls fail at once and without a server span: the client does not even try. Close it when the server is well.',
      ],
    ],
    query: `sum by (job, ${label.tool}, ${label.outcome}) (increase(${series.calls}{${label.method}="tools/call", ${label.outcome}!="ok"}[15m]))`,
  },
  McpErrorPattern: {
    meaning: 'Calls fail in a way that was not there the day before.',
    checks: [
      ['A release', 'Of the server, the client or the SDK between them: compare `service.version` on the spans.'],
      ['A dependency', 'The new `error.type` names it: a status of HTTP, a code of JSON-RPC, a class of exceptions.'],
    ],
  },
  McpToolLatencyHigh: {
    meaning: 'Tool calls take longer than a second on average. Every turn of an agent waits for them.',
    checks: [
      [
        'One slow tool',
        `${TOOLS}, latency by tool: a tool that has to be slow can be left out with thresholds of your own.`,
      ],
      [
        'The way to the server',
        'Compare the client’s and the server’s span of one call: the gap between them is the network and the queue.',
      ],
      ['The server waits', 'The spans below the server’s tell for what.'],
    ],
  },
  McpToolCallsSlow: {
    meaning: 'A part of the tool calls takes longer than a second, though the mean may look well.',
    checks: [
      ['A tool that is rarely called', 'See the heatmap in MCP / Overview: a band of its own is a tool of its own.'],
      ['A cold start', 'Slow calls are the first ones of an instance: keep it warm.'],
    ],
  },
  McpToolCallSpike: {
    meaning: 'Many more tools are called than at the busiest times of the last day.',
    checks: [
      ['An agent in a loop', 'MCP / Sessions: a session that ran away.'],
      ['More users', 'Sessions grow with the calls: check limits and budgets.'],
      ['A misuse', 'MCP / Security: refusals grow too. Find the caller in the traces.'],
    ],
    query: `topk(5, sum by (job, ${label.tool}) (rate(${series.calls}{${label.method}="tools/call"}[5m])))`,
  },
};
