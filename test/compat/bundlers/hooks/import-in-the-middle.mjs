// As the OpenTelemetry SDK hooks ES modules.
import { register } from 'node:module';
import { Hook } from 'import-in-the-middle';

register('import-in-the-middle/hook.mjs', import.meta.url);
export const hook = new Hook(['zod'], () => undefined);
