/** Bytes of an identifier; Postgres cuts off what is longer. */
const MAX_BYTES = 63;

/**
 * The name of the schema, as it is. @throws Error that names the option for a name that Postgres would cut or keeps for itself
 */
export function checkedSchemaName(name: string, option: string): string {
  const isGood = name !== '' && Buffer.byteLength(name) <= MAX_BYTES && !name.startsWith('pg_') && !name.includes('\0');
  if (isGood) return name;
  throw new Error(
    `${option}=${JSON.stringify(name)} is no name of a schema: 1 to ${MAX_BYTES} bytes, not beginning with pg_`,
  );
}
