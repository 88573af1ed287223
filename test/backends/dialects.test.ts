import { createRequire } from 'node:module';
import { dialects, type Dialect } from '@mcp-otel/core';
import { describe, expect, test } from 'vitest';

const load = createRequire(new URL('../compat/dialects/package.json', import.meta.url));

/** Every text among the constants of a module. */
function textsIn(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > 3) return [];
  return Object.values(value).flatMap((inner) => textsIn(inner, depth + 1));
}

function published(...modules: readonly string[]): readonly string[] {
  return modules.flatMap((name) => textsIn(load(name)));
}

function tableOf(name: string): Dialect {
  const found = dialects.find((dialect) => dialect.name === name);
  if (found === undefined) throw new Error(`no dialect ${name}`);
  return found;
}

/** Keys of a table that the library's constants do not have, neither whole nor as a beginning. */
function unpublished({ renames, content }: Dialect, names: readonly string[], known: RegExp): readonly string[] {
  return [...Object.keys(renames), ...Object.keys(content)]
    .map((key) => key.replace(/\.\*?$/, ''))
    .filter((key) => !known.test(key) && !names.some((name) => name === key || name.startsWith(`${key}.`)));
}

describe('the keys of a table are those that its library publishes', () => {
  test.each<readonly [string, readonly string[], RegExp]>([
    // Older names of the Python package, and names that are put together from several constants.
    [
      'openinference',
      ['@arizeai/openinference-semantic-conventions'],
      /^(?:llm\.(?:request|response)\.model_name|llm\.token_count\.prompt_details\.cache_input|llm\.finish_reason|llm\.choices|embedding\.(?:text|vector)|tool\.id|tool_call\.id|reranker)$/,
    ],
    // Names of the Python packages and of the conventions of OpenTelemetry.
    [
      'traceloop',
      ['@traceloop/ai-semantic-conventions', 'traceloop-0-20'],
      /^(?:gen_ai\..*|traceloop\.association\.properties\..*|llm\.(?:is_streaming|headers|content\.completion\.chunk|request\.functions)|mcp\.response\.value)$/,
    ],
    ['langfuse', ['@langfuse/core'], /^(?:session\.id|langfuse\.(?:session|user)\.id)$/],
    [
      'sentry',
      ['@sentry/conventions/attributes'],
      /^(?:gen_ai\.(?:request\.encoding_format|embeddings\.input|tool\.(?:input|output|message)))$/,
    ],
  ])('%s', (name, modules, known) => {
    expect(unpublished(tableOf(name), published(...modules), known)).toEqual([]);
  });
});
