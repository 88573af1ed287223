import type { RecordingGroup } from '../rule.ts';
import { callGroups } from './calls.ts';
import { compatibleNamesGroup } from './compatible-names.ts';
import { deliveryGroup } from './delivery.ts';
import { latencyGroup } from './latency.ts';
import { promptGroup } from './prompts.ts';
import { securityGroup } from './security.ts';
import { sessionGroup } from './sessions.ts';
import { tokenGroup } from './tokens.ts';

/** All recording rules. No group reads another one but the last. */
export const recordingGroups: readonly RecordingGroup[] = [
  ...callGroups,
  latencyGroup,
  tokenGroup,
  sessionGroup,
  securityGroup,
  promptGroup,
  deliveryGroup,
  compatibleNamesGroup,
];
