import http from 'node:http';
import https from 'node:https';
import { getProxyForUrl } from 'proxy-from-env';
import { proxyAddress, TunnelAgent, type ProxyAddress } from './http-proxy.ts';
import type { OtlpSettings } from './settings.ts';

/** How requests go out: the connection pool, and what a proxy for plain HTTP wants to be asked. */
export interface Route {
  readonly agent: http.Agent;
  /** Replaces the parts of a request that a proxy for plain HTTP must see. */
  readonly through: Through;
}

/** Where the request really goes, and the headers that the proxy wants. */
export interface Through {
  readonly hostname?: string;
  readonly port?: number;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Few sockets, because one request is on its way at a time. */
const options = { keepAlive: true, maxSockets: 2 } as const;

/**
 * The way to a receiver: through the proxy that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name, if there is one. This
 * machine itself is always reached directly, as in the OpenTelemetry Collector.
 *
 * @param holds whether a connection that is being made keeps the event loop alive
 * @throws Error when the proxy's address is none; the address is not repeated, because it may hold a password
 */
export function routeTo(
  { url, tls, timeoutMs }: Pick<OtlpSettings, 'url' | 'tls' | 'timeoutMs'>,
  holds = false,
): Route {
  const proxy = isLoopback(url.hostname) ? undefined : proxyAddress(getProxyForUrl(url.href));
  const secure = url.protocol === 'https:';
  if (proxy !== undefined && secure) return direct(new TunnelAgent(proxy, timeoutMs, holds, options));
  if (proxy !== undefined) return { agent: new http.Agent(options), through: absolute(url, proxy) };
  return direct(secure ? new https.Agent({ ...options, ...tls }) : new http.Agent(options));
}

function direct(agent: http.Agent): Route {
  return { agent, through: {} };
}

/** A proxy for plain HTTP is asked for the whole address (RFC 9112, 3.2.2). */
function absolute(url: URL, { host, port, headers }: ProxyAddress): Through {
  return { hostname: host, port, path: url.href, headers: { host: url.host, ...headers } };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
