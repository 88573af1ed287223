/** How the text of a variable is read. */
export type VariableType =
  | 'boolean'
  | 'integer'
  | 'ratio'
  | 'string'
  | 'enum'
  | 'enums'
  | 'list'
  | 'pairs'
  | 'url'
  | 'file';

/** One environment variable. */
export interface VariableRow {
  readonly type: VariableType;
  /** Value when the variable is unset, empty or unusable; as text, the way an operator would write it. */
  readonly default: string;
  /** What `enum` and `enums` accept. */
  readonly values?: readonly string[];
  /** Smallest number that makes sense. */
  readonly min?: number;
  /** Largest number that makes sense. */
  readonly max?: number;
  /** What to do about a value that others understand and we do not. */
  readonly hint?: string;
  readonly unit?: 'millisecond' | 'byte' | 'span';
  readonly brief: string;
}
