/** Most bytes of one attribute value. */
export const MAX_VALUE_BYTES = 8 * 1024;
/** Most bytes of all attributes of one span. */
export const MAX_SPAN_BYTES = 64 * 1024;
/** Most characters of a name that a peer chose: method, tool, prompt, id, version. */
export const MAX_NAME_LENGTH = 256;
/** Nesting that is followed into a value. */
export const MAX_DEPTH = 12;
/** Values that are visited inside one value. */
export const MAX_NODES = 2_000;
