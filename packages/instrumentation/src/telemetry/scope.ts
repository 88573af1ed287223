/** Instrumentation scope of everything that this package records. */
export const SCOPE = '@mcp-otel/instrumentation';
