import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';

/** A proxy as its variable names it. */
export interface ProxyAddress {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  /** Its credentials, if it wants any. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Reads the address of a proxy; undefined when there is none.
 *
 * @throws Error when it is none; it is not repeated, because it may hold a password
 */
export function proxyAddress(text: string): ProxyAddress | undefined {
  if (text === '') return undefined;
  if (!URL.canParse(text) || !/^https?:\/\//i.test(text))
    throw new Error(
      'HTTP_PROXY or HTTPS_PROXY is no http or https address; characters of its password must be escaped',
    );
  const { protocol, hostname, port, username, password } = new URL(text);
  const secure = protocol === 'https:';
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    secure,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 443 : 80),
    headers: username === '' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` },
  };
}

type Connected = (error: Error | null, socket?: Duplex) => void;

/**
 * TLS through a tunnel of a proxy (CONNECT, RFC 9110, 9.3.6). Unlike the well-known agents it leaves no socket referenced
 * while the proxy thinks: an application that is done must end.
 */
export class TunnelAgent extends https.Agent {
  readonly #proxy: ProxyAddress;
  readonly #timeout: number;
  readonly #holds: boolean;

  /** @param holds whether a connection that is being made keeps the event loop alive */
  constructor(proxy: ProxyAddress, timeout: number, holds: boolean, options: https.AgentOptions) {
    super(options);
    this.#proxy = proxy;
    this.#timeout = timeout;
    this.#holds = holds;
  }

  /** Called by Node for each new connection. */
  override createConnection(options: tls.ConnectionOptions, connected: Connected): undefined {
    const { host, port, headers, secure } = this.#proxy;
    const target = `${options.host}:${options.port}`;
    const request = (secure ? https : http).request({
      host,
      port,
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...headers },
      agent: false,
      timeout: this.#timeout,
    });
    if (!this.#holds) request.on('socket', (socket) => void socket.unref());
    request.on('timeout', () => request.destroy(new Error('no answer of the proxy in time')));
    request.on('error', (error) => connected(error));
    request.on('connect', ({ statusCode }, socket) => {
      if (statusCode === 200) return connected(null, tls.connect({ ...options, socket }));
      socket.destroy();
      return connected(new Error(`the proxy answered HTTP ${statusCode}`));
    });
    request.end();
  }
}
