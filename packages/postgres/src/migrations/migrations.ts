import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One step from an empty schema to the present one. */
export interface Migration {
  readonly id: number;
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, in hexadecimal: a step that was applied is never changed afterwards. */
  readonly sha256: string;
  /** Programs that do not know the step must not write into a schema that has it. */
  readonly breaking: boolean;
}

const FOLDER = fileURLToPath(new URL('../../sql/', import.meta.url));

/**
 * The steps of a folder, in their order: `000001_name.sql`. A file whose first line is `-- breaking` is one.
 *
 * @throws Error when the numbers are not 1, 2, 3 and so on
 */
export function readMigrations(folder = FOLDER): readonly Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return files.toSorted().map((file, index) => readMigration(folder, file, index + 1));
}

function readMigration(folder: string, file: string, id: number): Migration {
  const [, number, name = ''] = /^(\d{6})_(\w+)\.sql$/.exec(file) ?? [];
  if (Number(number) !== id) throw new Error(`${file} should be ${String(id).padStart(6, '0')}_name.sql`);
  const sql = readFileSync(`${folder}/${file}`, 'utf8');
  const sha256 = createHash('sha256').update(sql).digest('hex');
  return { id, name, sql, sha256, breaking: sql.startsWith('-- breaking\n') };
}
