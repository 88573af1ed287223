import { label, series } from '../names.ts';
import { INTERVAL, type RecordingGroup } from '../rule.ts';

const by = `job, ${label.template}, ${label.tool}`;

/** Prompt drift. The first text of a template is no drift, and its counter is born with it: `increase` leaves it out. */
export const promptGroup: RecordingGroup = {
  name: 'mcp_prompts',
  interval: INTERVAL,
  rules: [
    {
      record: 'job_template:mcp_prompt_invocations:increase1h',
      expr: `sum by (${by}) (increase(${series.promptInvocations}[1h]))`,
    },
    {
      record: 'job_template:mcp_prompt_variants:increase1h',
      expr: `sum by (${by}) (increase(${series.promptVariants}[1h]))`,
    },
    {
      record: 'job_template:mcp_prompt_drift:ratio1h',
      expr: `job_template:mcp_prompt_variants:increase1h\n/ (job_template:mcp_prompt_invocations:increase1h > 0)`,
    },
  ],
};
