import { readFile } from 'node:fs/promises';
import type { DatabaseSettings } from './database-settings.ts';
import { printedBy } from './printed-by.ts';

/**
 * The password where it does not stand in the address. It is asked for with every connection, so that one that was changed
 * is taken up.
 *
 * @throws Error that names the file or says that the command failed; never with what either holds
 */
export async function passwordOf({ passwordFile, passwordCommand }: DatabaseSettings): Promise<string | undefined> {
  if (passwordFile !== undefined) return (await readPassword(passwordFile)).replace(/\r?\n$/, '');
  return passwordCommand === undefined ? undefined : printedPassword(passwordCommand);
}

async function printedPassword(command: string): Promise<string> {
  try {
    return await printedBy(command);
  } catch (error) {
    throw new Error(`there is no password: ${(error as Error).message}`, { cause: error });
  }
}

async function readPassword(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Error(`the file with the password cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
