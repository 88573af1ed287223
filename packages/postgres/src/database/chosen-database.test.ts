import { describe, expect, test } from 'vitest';
import { chosenDatabase } from './chosen-database.ts';

const none = (): never => expect.unreachable();

describe('the database that is taken', () => {
  test('is the one of the command line, then that of MCP_OTEL_POSTGRES_URL', () => {
    const env = { MCP_OTEL_POSTGRES_URL: 'postgres://a/b' };
    expect(chosenDatabase(env, 'postgresql://c/d', none)).toEqual({ url: 'postgresql://c/d', from: '--postgres' });
    expect(chosenDatabase(env, undefined, none)).toEqual({ url: 'postgres://a/b', from: 'MCP_OTEL_POSTGRES_URL' });
    expect(chosenDatabase({ MCP_OTEL_POSTGRES_URL: ' ' }, undefined, none)).toBeUndefined();
  });
  test('is never DATABASE_URL, which is named in a hint', () => {
    const hints: string[] = [];
    const url = 'postgres://user:secret@host/app';
    expect(chosenDatabase({ DATABASE_URL: url }, undefined, (hint) => hints.push(hint))).toBeUndefined();
    expect(hints).toEqual([expect.stringContaining('set MCP_OTEL_POSTGRES_URL to use it')]);
    expect(hints.join()).not.toContain('secret');
  });
  test.each(['host=db password=secret', 'mysql://user:secret@host/app', 'postgres://'])(
    'cannot be %j, which is said without its password',
    (url) => {
      expect(() => chosenDatabase({ MCP_OTEL_POSTGRES_URL: url }, undefined, none)).toThrow(
        /^MCP_OTEL_POSTGRES_URL is not the address of a Postgres, such as (?!.*secret)/,
      );
    },
  );
});
