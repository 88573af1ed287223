import http from 'node:http';
import https from 'node:https';
import { getProxyForUrl } from 'proxy-from-env';
import type { OtlpSettings } from './settings.ts';

/** Where requests go out: the connection pool of one signal. */
export type HttpAgent = http.Agent | https.Agent;

/** Few sockets, because one request is on its way at a time, and none of them held open against the receiver's will. */
const options = { keepAlive: true, maxSockets: 2 } as const;

/**
 * The agent for a receiver: through the proxy that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name, if there is one. This
 * machine itself is always reached directly, as in the OpenTelemetry Collector.
 */
export function createHttpAgent({ url, tls }: Pick<OtlpSettings, 'url' | 'tls'>): HttpAgent | Promise<HttpAgent> {
  const proxy = isLoopback(url.hostname) ? '' : getProxyForUrl(url.href);
  if (proxy !== '') return throughProxy(url, proxy, tls);
  return url.protocol === 'https:' ? new https.Agent({ ...options, ...tls }) : new http.Agent(options);
}

/** Loaded only where there is a proxy. */
async function throughProxy(url: URL, proxy: string, tls: OtlpSettings['tls']): Promise<HttpAgent> {
  if (url.protocol === 'https:') {
    const { HttpsProxyAgent } = await import('https-proxy-agent');
    return new HttpsProxyAgent(proxy, { ...options, ...tls });
  }
  const { HttpProxyAgent } = await import('http-proxy-agent');
  return new HttpProxyAgent(proxy, options);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
