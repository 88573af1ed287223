import { slot } from '@mcp-otel/core';
import type { Seam } from '../seam/seam.ts';

/** Who makes the seam of this process: the preload where there is one, because it brings a pipeline along. */
export const seamMaker = (): { make?: () => Seam } => slot('seam-maker', () => ({}));
