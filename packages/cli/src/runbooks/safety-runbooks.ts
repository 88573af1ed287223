import { label, series } from '../rules/names.ts';
import type { Runbook } from './runbook.ts';

/** Runbooks of refusals, prompts and telemetry itself. */
export const safetyRunbooks: Readonly<Record<string, Runbook>> = {
  HighAccessDeniedRate: {
    meaning:
      'Calls are refused because the caller is not known or not allowed. Many in an hour are a wrong setting or somebody who tries doors. A first call without a token, as OAuth begins, counts too.',
    checks: [
      ['Tool allow-list too restrictive', 'The denied calls name few tools: review the allow-lists of the agents.'],
      [
        'Permissions of users or agents misconfigured',
        'Check that `user.id` and `gen_ai.agent.name` are set, and are those that the rules name.',
      ],
      ['A tool that is called otherwise', 'Compare the names with those that the server lists.'],
      ['A token that has run out', 'Status 401 of one client since one moment.'],
    ],
    query: `sum by (job, ${label.side}) (increase(${series.securityEvents}{${label.event}="access_denied"}[1h]))`,
  },
  HighRateLimitHits: {
    meaning: 'Callers are told to wait.',
    checks: [
      ['Rate limits too low', 'Hits come evenly and from many callers: raise the limit per server or per tool.'],
      ['Burst traffic patterns', 'Hits come in bursts: allow a burst, or have the agent wait for `Retry-After`.'],
    ],
    query: `sum by (job, ${label.side}) (increase(${series.securityEvents}{${label.event}="rate_limit"}[1h]))`,
  },
  BudgetExceeded: {
    meaning: 'Callers have spent what they may.',
    checks: [
      ['Budget too low', 'Many users reach it, each a little: review the allocation, and the budgets per user.'],
      ['High tool usage', 'Few users reach it, and go on: see their sessions, and cost by model.'],
    ],
    query: `sum by (job, ${label.side}) (increase(${series.securityEvents}{${label.event}="budget_exceeded"}[1h]))`,
  },
  McpAccessDeniedShare: {
    meaning: 'More than one in a hundred requests is refused.',
    checks: [
      [
        'As for HighAccessDeniedRate',
        'This one is relative: it fires in a large service where the other would always fire.',
      ],
    ],
  },
  McpPromptDrift: {
    meaning:
      'A prompt template that should be fixed is used with new texts. Either it was changed without a new id, or something is pasted into it.',
    checks: [
      ['A release', 'The drift is one step: give the template a new id (`name@version`).'],
      [
        'Text inside of the template',
        'The drift goes on: pass what changes as a message of its own, not in the system prompt.',
      ],
      [
        'An injection',
        'Compare `mcp_otel.prompt.normalized_hash` on the spans; with content allowed, read the prompts.',
      ],
    ],
  },
  McpPromptVariants: {
    meaning: 'A template gets many new texts in an hour.',
    checks: [['As for McpPromptDrift', 'This one counts texts and not their part in the calls.']],
  },
  McpTelemetryVanished: {
    meaning: 'There were metrics an hour ago, and there are none. Every other alert on this job is blind.',
    checks: [
      ['The program has ended', 'As planned? Then silence the alert.'],
      [
        'It cannot be scraped',
        '`up` is 0: see the port (it may have moved to the next free one, which stderr says) and the network.',
      ],
      ['Metrics are off', '`OTEL_METRICS_EXPORTER`, `OTEL_SDK_DISABLED` or the preload were changed.'],
    ],
  },
  McpMetricOverflow: {
    meaning: 'A metric has more combinations of labels than it has room for. Its total is right, its parts are not.',
    checks: [
      [
        'Many tools or models',
        'MCP / Delivery, metrics at their limit: split the program, or leave tools out with `MCP_OTEL_IGNORE_TOOLS`.',
      ],
    ],
  },
  McpScrapeLeftOut: {
    meaning: 'Metrics of the application itself do not fit beside ours, or have names that Prometheus has no form for.',
    checks: [
      ['Too many labels', 'Look for an id in a label of the application’s metrics, and take it out.'],
      [
        'Exponential histograms, or one name for two kinds',
        'Send those by OTLP: `OTEL_METRICS_EXPORTER=prometheus,otlp`.',
      ],
    ],
  },
  McpDeliveryResidual: {
    meaning: 'Spans were started, and nobody knows what became of them. This is a mistake in mcp-otel.',
    checks: [['Always', 'Keep a scrape of /metrics and the version, and report it.']],
  },
  McpSpansDropped: {
    meaning: 'Traces are not whole.',
    checks: [
      ['`queue_bytes`', 'The receiver is too slow or away: see it first. Then `MCP_OTEL_QUEUE_BYTES`.'],
      ['`sink_reject`', 'The receiver refuses spans: its log says why. Often it is a limit on sizes.'],
      ['`shutdown_deadline`', 'Programs end before they could send: raise `MCP_OTEL_SHUTDOWN_MS`.'],
      ['`serialise_fail`', 'A span could not be encoded: report it.'],
    ],
    query: `sum by (job, ${label.reason}) (increase(${series.spans}{${label.state}="dropped"}[30m]))`,
  },
};
