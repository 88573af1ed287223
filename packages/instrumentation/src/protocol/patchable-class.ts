/** A class whose methods may be replaced. */
export interface PatchableClass {
  readonly name: string;
  readonly prototype: Record<string, unknown>;
}

/** Whether a class has all of the methods itself. */
export function hasMethods(candidate: unknown, methods: readonly string[]): candidate is PatchableClass {
  if (typeof candidate !== 'function') return false;
  const prototype: unknown = candidate.prototype;
  return (
    typeof prototype === 'object' &&
    prototype !== null &&
    methods.every((name) => typeof Object.getOwnPropertyDescriptor(prototype, name)?.value === 'function')
  );
}
