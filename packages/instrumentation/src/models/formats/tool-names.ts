import { record, records, text } from './json.ts';

/** Names of the tools that a request offers, in whichever format. */
export function toolNames(tools: readonly unknown[]): readonly string[] {
  return tools.flatMap((tool) => {
    const { name, function: called, toolSpec, functionDeclarations } = record(tool);
    const own = text(name) ?? text(record(called)['name']) ?? text(record(toolSpec)['name']);
    return own === undefined ? toolNames(records(functionDeclarations)) : [own];
  });
}
