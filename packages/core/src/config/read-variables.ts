import type { VariableRow } from './variable-row.ts';
import { variables, type OtlpSetting, type OtlpSignal, type VariableName } from './variables.ts';

/** Environment as a process has it. */
export type Environment = Readonly<Record<string, string | undefined>>;
/** Called once per unusable variable with a sentence that names it, its value and the repair. */
export type Complain = (sentence: string) => void;

/**
 * Reads variables by their row in the table: a missing, empty or unusable value gives the default, and an unusable one
 * costs one sentence.
 */
export class Variables {
  readonly #env: Environment;
  readonly #complain: Complain;
  readonly #complained = new Set<string>();

  constructor(env: Environment, complain: Complain) {
    this.#env = env;
    this.#complain = complain;
  }

  /** The text as it is, without the space around it. */
  text(name: VariableName): string {
    return this.#read(name, (text) => text.trim());
  }

  /** `true` or `false`, in any case. */
  flag(name: VariableName): boolean {
    return this.#read(name, parseFlag);
  }

  /** A number in the unit that the row names. */
  number(name: VariableName): number {
    return this.#read(name, (text, row) => parseNumber(text, row));
  }

  /** One of the values in the table. */
  choice(name: VariableName): string {
    return this.#read(name, parseChoice);
  }

  /** Items between commas. */
  list(name: VariableName): readonly string[] {
    return this.#read(name, (text, row) => parseList(text, row));
  }

  /** OTLP setting of a signal: its own variable first, then the general one. `own` tells which it was. */
  otlp(signal: OtlpSignal, setting: OtlpSetting): { readonly text: string; readonly own: boolean } {
    const ownName = `OTEL_EXPORTER_OTLP_${signal}_${setting}`;
    const text = this.#read(ownName, check);
    if (text !== '') return { text, own: true };
    return { text: this.#read(`OTEL_EXPORTER_OTLP_${setting}`, check), own: false };
  }

  #read<Value>(name: string, parse: (text: string, row: VariableRow) => Value | undefined): Value {
    const row = variables[name];
    if (row === undefined) throw new TypeError(`${name} has no row in the table of variables`);
    const text = this.#env[name]?.trim() ?? '';
    const value = text === '' ? undefined : parse(text, row);
    if (text !== '' && value === undefined) this.#complainOnce(name, complaint(name, text, row));
    return value ?? fallback(name, row, parse);
  }

  /** A general variable is read once for each signal. */
  #complainOnce(name: string, sentence: string): void {
    if (!this.#complained.has(name)) this.#complain(sentence);
    this.#complained.add(name);
  }
}

function fallback<Value>(
  name: string,
  row: VariableRow,
  parse: (text: string, row: VariableRow) => Value | undefined,
): Value {
  const value = parse(row.default, row);
  if (value === undefined) throw new TypeError(`the default of ${name} is not of its own type`);
  return value;
}

function complaint(name: string, text: string, row: VariableRow): string {
  const shown = /HEADERS|KEY|CERTIFICATE/.test(name)
    ? 'its value'
    : JSON.stringify(withoutCredentials(text.slice(0, 80)));
  const instead = row.default === '' ? 'ignoring it' : `using ${row.default}`;
  const hint = row.hint === undefined ? '' : ` (${row.hint})`;
  return `${name}=${shown} is not ${expected(row)}; ${instead}${hint}`;
}

/** An address may carry a password. */
function withoutCredentials(text: string): string {
  return text.replaceAll(/\/\/[^@/\s]*@/g, '//[redacted:password]@');
}

function expected(row: VariableRow): string {
  switch (row.type) {
    case 'boolean':
      return 'true or false';
    case 'integer':
      return row.max === undefined
        ? `a whole number of at least ${row.min ?? 0}`
        : `a whole number from ${row.min ?? 0} to ${row.max}`;
    case 'ratio':
      return 'a number from 0 to 1';
    case 'enum':
      return `one of ${row.values?.join(', ')}`;
    case 'enums':
      return `a list of ${row.values?.join(', ')}`;
    case 'url':
      return 'an http or https address';
    case 'pairs':
      return 'a list of key=value';
    case 'string':
    case 'list':
    case 'file':
      return 'usable';
    default:
      return row.type satisfies never;
  }
}

/** Checks a text by its row and gives it back; for settings whose reader wants the text. */
function check(text: string, row: VariableRow): string | undefined {
  if (text === '') return '';
  switch (row.type) {
    case 'integer':
      return parseNumber(text, row) === undefined ? undefined : text;
    case 'enum':
      return parseChoice(text, row);
    case 'url':
      return /^https?:\/\//i.test(text) && URL.canParse(text) ? text : undefined;
    case 'pairs':
      return text.split(',').every((pair) => pair.trim() === '' || pair.indexOf('=') > 0) ? text : undefined;
    case 'boolean':
    case 'ratio':
    case 'string':
    case 'enums':
    case 'list':
    case 'file':
      return text;
    default:
      return row.type satisfies never;
  }
}

function parseFlag(text: string): boolean | undefined {
  const word = text.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

function parseNumber(text: string, { type, min = 0, max = Number.MAX_SAFE_INTEGER }: VariableRow): number | undefined {
  const value = Number(text);
  if (type === 'ratio') return value >= 0 && value <= 1 ? value : undefined;
  return Number.isSafeInteger(value) && value >= min && value <= max ? value : undefined;
}

function parseChoice(text: string, { values = [] }: VariableRow): string | undefined {
  const word = text.toLowerCase();
  return values.includes(word) ? word : undefined;
}

function parseList(text: string, { type, values = [] }: VariableRow): readonly string[] | undefined {
  const items = text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  return type !== 'enums' || items.every((item) => values.includes(item)) ? items : undefined;
}
