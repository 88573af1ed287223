/** Where an attribute may appear and what it means. */
export interface AttributeRow {
  readonly type: 'string' | 'int' | 'double' | 'boolean' | 'string[]';
  readonly unit?: 'byte' | 'tool' | 'token' | 'character' | 'second' | 'USD';
  /** `stable` and `development` names belong to OpenTelemetry, `own` ones to mcp-otel. */
  readonly origin: 'stable' | 'development' | 'own';
  readonly brief: string;
}

/** Row of a text. */
export function string(origin: AttributeRow['origin'], brief: string): AttributeRow & { type: 'string' } {
  return { type: 'string', origin, brief };
}

/** Row of a number of bytes. */
export function bytes(brief: string): AttributeRow & { type: 'int' } {
  return { type: 'int', unit: 'byte', origin: 'own', brief };
}

/** Row of a number of tokens. */
export function tokens(origin: AttributeRow['origin'], brief: string): AttributeRow & { type: 'int' } {
  return { type: 'int', unit: 'token', origin, brief };
}

/** Row of a yes or no. */
export function boolean(origin: AttributeRow['origin'], brief: string): AttributeRow & { type: 'boolean' } {
  return { type: 'boolean', origin, brief };
}
