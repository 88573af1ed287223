import { boolean, string, type AttributeRow } from './attribute-row.ts';
import * as own from './own-names.ts';

/** Signals of risk, gating, fallback, approval and shadow traffic, as the application or its caller states them. */
export const governanceAttributes = {
  [own.ATTR_RISK_TIER]: string('own', 'Risk class that the application gives the call.'),
  [own.ATTR_CONFIDENCE]: { type: 'double', origin: 'own', brief: 'Confidence in the answer, 0 to 1, as stated.' },
  [own.ATTR_GATE_BLOCKED]: boolean('own', 'Whether a gate kept the answer back.'),
  [own.ATTR_FALLBACK_USED]: boolean('own', 'Whether a fallback answered instead of the model.'),
  [own.ATTR_FALLBACK_TYPE]: string('own', '`template`, `human_review` or `draft_only`.'),
  [own.ATTR_FALLBACK_REASON]: string('own', '`low_confidence`, `tool_error` or `policy_violation`.'),
  [own.ATTR_RETRIES]: {
    type: 'int',
    origin: 'own',
    brief: 'How many tries came before this one, as the application states or its SDK tells on the wire.',
  },
  [own.ATTR_SHADOW]: boolean('own', 'True on traffic that only compares and that no user sees.'),
  [own.ATTR_SHADOW_PARENT_TRACE_ID]: string(
    'own',
    'Trace of the user-facing call that a shadow call is compared with.',
  ),
  [own.ATTR_APPROVAL]: string('own', 'Approval by a person: `requested`, `granted`, `denied`, `auto` or `unknown`.'),
} as const satisfies Record<string, AttributeRow>;
