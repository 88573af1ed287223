import { label } from '../../../../packages/cli/src/rules/names.ts';
import type { DashboardSpec } from '../panel.ts';
import { legend, rate, raw, recorded } from '../queries.ts';
import { areas, lines, table, traceRows } from './shared.ts';

const NO_TEMPLATE = 'no prompt template is named: set mcp_otel.prompt.template_id';
const NO_MODEL = 'no model was called';

/** Prompts that change, and the models that get them. */
export const prompts: DashboardSpec = {
  name: 'prompts',
  title: 'MCP / Prompts and models',
  description: 'Prompt templates and how much they drift, models and how they answer.',
  rows: [
    {
      title: 'Prompts',
      panels: [
        lines(
          'Prompt drift',
          'Part of the calls of a template that used a text not seen before, ids, times and numbers aside. A step is a release; a slope is text that should be a parameter.',
          'percentunit',
          { expr: recorded('job_template:mcp_prompt_drift:ratio1h'), legend: legend('job', label.template, label.tool) },
          { threshold: 'prompt_drift', noValue: NO_TEMPLATE },
        ),
        lines(
          'New variants in an hour',
          'New texts of a template.',
          'short',
          { expr: recorded('job_template:mcp_prompt_variants:increase1h'), legend: legend('job', label.template, label.tool) },
          { threshold: 'prompt_variants', noValue: NO_TEMPLATE },
        ),
        table(
          'Prompt templates',
          'Calls by template and tool in this time.',
          'short',
          { expr: `sum by (${label.template}, ${label.tool}) (increase(${raw('promptInvocations')}[$__range]))` },
          {
            columns: { [label.template]: 'Template', [label.tool]: 'Tool', Value: 'Calls' },
            noValue: NO_TEMPLATE,
            width: 24,
          },
        ),
      ],
    },
    {
      title: 'Models',
      panels: [
        areas(
          'Model calls',
          'Calls of models per second.',
          'reqps',
          { expr: rate(raw('modelDuration', '', '_count'), label.model), legend: legend(label.model) },
          { noValue: NO_MODEL, traces: { label: label.model, attribute: 'gen_ai.request.model' } },
        ),
        lines(
          'Failing model calls',
          'Model calls that failed, per second, by model and kind of error.',
          'reqps',
          {
            expr: rate(raw('modelDuration', `${label.errorType}!=""`, '_count'), label.model, label.errorType),
            legend: legend(label.model, label.errorType),
          },
          { noValue: 'no model call has failed' },
        ),
        lines(
          'Latency of models, p95',
          '95 % of the answers were there after so long.',
          's',
          {
            expr: `histogram_quantile(0.95, ${rate(raw('modelDuration', '', '_bucket'), 'le', label.model)})`,
            legend: legend(label.model),
          },
          { noValue: NO_MODEL },
        ),
        lines(
          'Input from a cache',
          'Part of the input tokens that came from a cache. A fall means that prompts no longer begin alike.',
          'percentunit',
          {
            expr: `${rate(raw('modelCacheRead'), label.model)} / (${rate(raw('modelInput'), label.model)} > 0)`,
            legend: legend(label.model),
          },
          { noValue: NO_MODEL },
        ),
      ],
    },
    ...traceRows('{ span.gen_ai.request.model != nil }', { 'gen_ai.operation.name': 'chat' }),
  ],
};
