import type { Connection, Submittable } from 'pg';

/** Head of the binary form: signature, no flags, no extension. */
const HEAD = Buffer.from('PGCOPY\n\u00FF\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const END_OF_ROWS = Buffer.from([0xff, 0xff]);
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);

/**
 * Statements of which the last is a COPY, and its rows, in one write: one round trip, and, because a simple query is one
 * transaction, all or nothing. The server reads the rows as soon as it comes to them; after an error it passes over them
 * (PostgreSQL documentation, "Frontend/Backend Protocol", COPY operations).
 */
export class CopyQuery implements Submittable {
  readonly done: Promise<void>;
  readonly #text: string;
  readonly #rows: readonly Buffer[];
  #resolve: () => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  /** @param rows rows in binary form, in any number of pieces */
  constructor(text: string, rows: readonly Buffer[]) {
    this.#text = text;
    this.#rows = rows;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit({ stream }: Connection): void {
    const bytes = this.#rows.reduce((sum, piece) => sum + piece.length, HEAD.length + END_OF_ROWS.length);
    stream.cork();
    stream.write(queryMessage(this.#text));
    stream.write(copyDataHead(bytes));
    for (const piece of [HEAD, ...this.#rows, END_OF_ROWS, COPY_DONE]) stream.write(piece);
    stream.uncork();
  }

  handleError(error: Error): void {
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    this.#resolve();
  }

  // What `pg` tells besides needs no answer.
  handleCopyInResponse(): void {}
  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
}

function queryMessage(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const message = Buffer.allocUnsafe(length + 6);
  message.write('Q', 0, 'latin1');
  message.writeInt32BE(length + 5, 1);
  message.write(text, 5, 'utf8');
  message[length + 5] = 0;
  return message;
}

function copyDataHead(bytes: number): Buffer {
  const head = Buffer.allocUnsafe(5);
  head.write('d', 0, 'latin1');
  head.writeInt32BE(bytes + 4, 1);
  return head;
}
