import type { Runbook } from './runbook.ts';
import { safetyRunbooks } from './safety-runbooks.ts';
import { useRunbooks } from './use-runbooks.ts';

/** A runbook for every alert of the table of thresholds. */
export const runbooks: Readonly<Record<string, Runbook>> = { ...useRunbooks, ...safetyRunbooks };
