/** A database that somebody has named. */
export interface ChosenDatabase {
  readonly url: string;
  /** The option or variable that named it. */
  readonly from: '--postgres' | 'MCP_OTEL_POSTGRES_URL';
}

/**
 * The database that was named, if any: on the command line, or by `MCP_OTEL_POSTGRES_URL`. `DATABASE_URL` is usually the
 * application's own and is never taken; `hint` says so where nothing else is set.
 *
 * @throws Error that names the option when its value is no address of a Postgres; never with the value, which holds a password
 */
export function chosenDatabase(
  env: Readonly<Record<string, string | undefined>>,
  option: string | undefined,
  hint: (sentence: string) => void,
): ChosenDatabase | undefined {
  const variable = env['MCP_OTEL_POSTGRES_URL']?.trim() || undefined;
  if (option !== undefined) return { url: checked(option, '--postgres'), from: '--postgres' };
  if (variable !== undefined) return { url: checked(variable, 'MCP_OTEL_POSTGRES_URL'), from: 'MCP_OTEL_POSTGRES_URL' };
  if (env['DATABASE_URL'] !== undefined)
    hint('DATABASE_URL is taken for the database of the application: set MCP_OTEL_POSTGRES_URL to use it');
  return undefined;
}

function checked(url: string, name: string): string {
  const hasHost = /^postgres(?:ql)?:\/\/(?:[^/?#]|.*[?&]host=)/.test(url); // A socket is named behind the question mark.
  if (hasHost && URL.canParse(url)) return url;
  throw new Error(`${name} is not the address of a Postgres, such as postgres://user:password@host:5432/database`);
}
