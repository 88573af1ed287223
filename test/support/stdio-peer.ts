import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** One JSON-RPC message. */
export interface Rpc {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: object;
  readonly result?: object;
}

/** Speaks to a stdio server by hand, so that every byte is known. */
export class StdioPeer {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<unknown, (message: Rpc) => void>();
  readonly lines: string[] = [];

  /** @param answer for requests of the server; none by default */
  constructor(child: ChildProcess, answer: (request: Rpc) => object | undefined = () => undefined) {
    this.#child = child;
    if (child.stdout === null) throw new Error('the child has no stdout');
    createInterface(child.stdout).on('line', (line) => {
      this.lines.push(line);
      const message = parse(line);
      if (message?.method === undefined) this.#waiting.get(message?.id)?.(message ?? {});
      else if (message.id !== undefined) this.send({ id: message.id, result: answer(message) ?? {} });
    });
  }

  send(message: Rpc): void {
    this.#child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }

  async request(id: number, method: string, params: object = {}): Promise<Rpc> {
    const answered = new Promise<Rpc>((resolve) => this.#waiting.set(id, resolve));
    this.send({ id, method, params });
    return answered;
  }

  async handshake(capabilities: object = {}): Promise<void> {
    const clientInfo = { name: 'peer', version: '1' };
    await this.request(0, 'initialize', { protocolVersion: '2025-06-18', capabilities, clientInfo });
    this.send({ method: 'notifications/initialized' });
  }

  /** Ends the server's stdin, as a client does that is done. */
  end(): void {
    this.#child.stdin?.end();
  }
}

function parse(line: string): Rpc | undefined {
  try {
    return JSON.parse(line) as Rpc;
  } catch {
    return undefined;
  }
}
