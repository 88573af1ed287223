/** Whether a name means a tool. Agents put the server's name in front of the tool's, with whatever they like between. */
export function namesTool(named: unknown, tool: string): boolean {
  if (typeof named !== 'string' || !named.endsWith(tool)) return false;
  return named.length === tool.length || /[^A-Za-z0-9]/.test(named.charAt(named.length - tool.length - 1));
}
