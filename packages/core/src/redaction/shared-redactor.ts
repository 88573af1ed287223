import { canShareState, slot } from '../state/registry.ts';
import type { Redactor } from './redactor.ts';

const shared = (): { redactor: Redactor | undefined } => slot('shared-redactor', () => ({ redactor: undefined }));

/** Lets every copy of this code in the process use one redactor, also those that have to be small. */
export function shareRedactor(redactor: Redactor): void {
  shared().redactor = redactor;
}

/** The redactor of this process; undefined until the first part has made one. */
export function sharedRedactor(): Redactor | undefined {
  return canShareState().ok ? shared().redactor : undefined;
}
