import { slot } from '@mcp-otel/core';
import type { Models } from '../models/models.ts';

/** Who makes the models of this process: the preload where there is one, because it brings prices along. */
export const modelsMaker = (): { make?: () => Models } => slot('models-maker', () => ({}));

/** The models of this process, made when they are first needed and shared by every copy of this code. */
export function theModels(otherwise: () => Models): Models {
  return slot('models', () => (modelsMaker().make ?? otherwise)());
}
