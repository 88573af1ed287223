import { label, WASTE } from '../../../../packages/cli/src/rules/names.ts';
import type { DashboardSpec } from '../panel.ts';
import { legend, rate, raw, recorded } from '../queries.ts';
import { areas, lines, stat } from './shared.ts';

const NO_MODEL = 'no model was called';
const NO_OFFER = 'nothing was offered to a model';

/** What became of every token: efficiency, loss, and how much of it is known. */
export const tokens: DashboardSpec = {
  name: 'tokens',
  title: 'MCP / Tokens',
  description: 'The conservation ledger: what became of every token that models were given or offered.',
  rows: [
    {
      title: 'Token efficiency',
      panels: [
        stat(
          'Efficiency, one hour',
          'Part of the input of models that is not provably waste. Read it with its coverage.',
          'percentunit',
          { expr: recorded('job:mcp_token_efficiency:ratio1h'), legend: legend('job') },
          { threshold: 'token_efficiency', noValue: NO_MODEL },
        ),
        stat(
          'Coverage of efficiency',
          'Part of the input that could be classified. Below a half the efficiency says nothing: record the calls where the text is.',
          'percentunit',
          { expr: recorded('job:mcp_token_coverage:ratio1h'), legend: legend('job') },
          { threshold: 'ledger_coverage', noValue: NO_MODEL },
        ),
        lines(
          'Efficiency over time',
          'Token efficiency over 30 minutes and two hours. Both have to be low for an alert.',
          'percentunit',
          ['30m', '2h'].map((window) => ({
            expr: recorded(`job:mcp_token_efficiency:ratio${window}`),
            legend: `{{job}} ${window}`,
          })),
          { threshold: 'token_efficiency', noValue: NO_MODEL },
        ),
        areas(
          'Tokens by class',
          'Input tokens of five minutes: `meaningful`, and the classes of waste. The one that grows is what to work on.',
          'short',
          {
            expr: `sum by (${label.class}) (${recorded('job_class:mcp_tokens:increase5m')})`,
            legend: legend(label.class),
          },
          { noValue: NO_MODEL },
        ),
        areas(
          'Waste',
          'Waste alone: retries, copies, results that later ones replaced, definitions of tools that nobody calls.',
          'short',
          {
            expr: `sum by (${label.class}) (${recorded('job_class:mcp_tokens:increase1h', `${label.class}=~"${WASTE}"`)})`,
            legend: legend(label.class),
          },
          { noValue: NO_MODEL },
        ),
      ],
    },
    {
      title: 'Context loss',
      panels: [
        stat(
          'Loss, one hour',
          'Part of what was offered to models that was lost. Read it with its coverage.',
          'percentunit',
          { expr: recorded('job:mcp_context_loss:ratio1h'), legend: legend('job') },
          { threshold: 'context_loss', noValue: NO_OFFER },
        ),
        stat(
          'Coverage of loss',
          'Part of what was offered that could be followed. Below a half the loss says nothing.',
          'percentunit',
          { expr: recorded('job:mcp_context_coverage:ratio1h'), legend: legend('job') },
          { threshold: 'context_coverage', noValue: NO_OFFER },
        ),
        lines(
          'Loss over time',
          'Context loss over an hour and five minutes. Both have to be high for an alert.',
          'percentunit',
          ['1h', '5m'].map((window) => ({
            expr: recorded(`job:mcp_context_loss:ratio${window}`),
            legend: `{{job}} ${window}`,
          })),
          { threshold: 'context_loss', noValue: NO_OFFER },
        ),
        areas(
          'Tokens by fate',
          'What was offered to models in an hour, by what became of it. `truncated` is cut by an agent, `evicted` taken out of its history.',
          'short',
          {
            expr: `sum by (${label.fate}) (${recorded('job_fate:mcp_context_tokens:increase1h')})`,
            legend: legend(label.fate),
          },
          { width: 24, noValue: NO_OFFER },
        ),
      ],
    },
    {
      title: 'Usage',
      panels: [
        lines(
          'Tokens of models',
          'Tokens per second as the providers count them.',
          'short',
          [
            { expr: rate(raw('modelInput')), legend: 'input' },
            { expr: rate(raw('modelCacheRead')), legend: 'input from a cache' },
            { expr: rate(raw('modelOutput')), legend: 'output' },
          ],
          { noValue: NO_MODEL },
        ),
        lines(
          'Cost per hour',
          'Price of the model calls at the present pace, in USD an hour, by model. Calls without a known price are not in it.',
          'currencyUSD',
          { expr: `3600 * ${rate(raw('cost'), label.model)}`, legend: legend(label.model) },
          { noValue: 'no model call with a known price' },
        ),
      ],
    },
  ],
};
