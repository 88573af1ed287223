import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { spansOfJson, type ReceivedSpan } from '@mcp-otel/pipeline';
import { inTransit, type InTransit } from '../books/altered.ts';
import { sessionBooks, type SessionBooks } from '../books/session-books.ts';
import { demoSpans } from '../demo/run-demo.ts';
import { entryLines, ruleLines, totalsLines, wasteLines } from '../output/books-text.ts';
import { styleFor, type Style } from '../output/style.ts';
import { UsageError, type Command } from './command.ts';

/** `mcp-otel ledger [SESSION]`: the books of sessions, made from the spans in a file or from a run of the demo. */
export const ledger: Command = {
  name: 'ledger',
  brief: 'Prints the books of sessions: [SESSION] --file traces.json (OTLP/JSON), --demo, --json.',
  async run({ args, env, stdout }) {
    const { session, file, json } = options(args);
    const spans = file === undefined ? await demoSpans(env) : spansIn(file);
    const books = chosen(sessionBooks(spans), session);
    const altered = inTransit(spans);
    const data = { sessions: books.map(asData), inTransit: altered };
    stdout.write(json ? `${JSON.stringify(data, undefined, 2)}\n` : textOf(books, altered, styleFor(stdout, env)));
    return books.some(({ agrees }) => agrees === false) ? 1 : 0;
  },
};

function options(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { file: { type: 'string' }, demo: { type: 'boolean' }, json: { type: 'boolean' } },
    });
    if ((values.file === undefined) !== (values.demo === true))
      throw new Error('say where spans come from: either --file or --demo');
    return { session: positionals[0], file: values.file, json: values.json ?? false };
  } catch (error) {
    throw new UsageError(`${(error as Error).message}; ledger knows [SESSION], --file, --demo and --json`, {
      cause: error,
    });
  }
}

function spansIn(file: string): readonly ReceivedSpan[] {
  try {
    return spansOfJson(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = (error as Error).message;
    throw new UsageError(
      `--file ${JSON.stringify(file)} cannot be read: ${why}; it takes OTLP/JSON, a request or one per line`,
      {
        cause: error,
      },
    );
  }
}

function chosen(books: readonly SessionBooks[], session: string | undefined): readonly SessionBooks[] {
  const found = session === undefined ? books : books.filter((each) => each.session.startsWith(session));
  if (found.length > 0) return found;
  const known = books.slice(0, 8).map((each) => each.session);
  const which = session === undefined ? 'of any session' : `of session ${JSON.stringify(session)}`;
  throw new UsageError(
    `there are no calls of models ${which}${known.length > 0 ? `; there are ${known.join(', ')}` : ''}`,
  );
}

function asData({ closed, entries, ...rest }: SessionBooks) {
  const { names: _, ...told } = rest;
  return { ...told, figures: closed.figures, calls: closed.calls, bookings: closed.bookings, entries };
}

function textOf(books: readonly SessionBooks[], altered: InTransit, style: Style): string {
  const parts = books.flatMap((each) => [
    '',
    `${style('bold', `Session ${each.session}`)}${style('dim', `  ${each.service}, period ${each.period}, ${each.closed.calls} calls of models, ${stateOf(each)}`)}`,
    '',
    ...totalsLines(each, style),
    ...entryLines(each, style),
    '',
    style('bold', 'Dearest wastes and losses'),
    ...wasteLines(each, style),
  ]);
  const rules = ruleLines(books.flatMap(({ entries }) => entries));
  return [...parts, ...transitLines(altered, style), '', style('bold', 'Rules'), ...rules, ''].join('\n');
}

function transitLines({ compared, altered }: InTransit, style: Style): readonly string[] {
  if (compared === 0) return [];
  const said = `${altered.length} of ${compared} results were altered between server and client`;
  return [
    '',
    style(altered.length === 0 ? 'green' : 'red', `${said}${altered.length === 0 ? '' : `: ${altered.join(', ')}`}`),
  ];
}

function stateOf({ state, agrees }: SessionBooks): string {
  if (agrees === undefined) return state;
  return `${state}, ${agrees ? 'the same as its process has booked' : 'NOT the same as its process has booked'}`;
}
