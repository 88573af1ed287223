import type { Attributes, Context } from '@opentelemetry/api';
import { MAX_NAME_LENGTH, methodRow, ownValue, safeName, type Side } from '@mcp-otel/core';
import { declaredVersion, isId, member, type Message } from '../protocol/messages.ts';
import type { InboundExtra, Transport } from '../protocol/protocol-class.ts';
import { transportKind, type TransportKind } from '../protocol/transport-kind.ts';
import type { CallSpan } from '../telemetry/call-span.ts';

/** A request that has no answer yet. */
export interface OpenCall {
  readonly id: string | number;
  readonly side: Side;
  readonly method: string;
  readonly tool: string | undefined;
  /** Prompt that a `prompts/get` of ours names. */
  readonly prompt?: string | undefined;
  /** Undefined when nobody has registered a provider. */
  readonly span: CallSpan | undefined;
  /** In no metric: the operator wants none of it, or it was counted before. */
  readonly uncounted?: true;
  /** Session that the call belongs to, where it is known when it begins. */
  readonly session?: string | undefined;
  /** What the tool is called with, where a model may have asked for it. */
  readonly arguments?: unknown;
  /** Where the answer and progress are delivered: the context of the caller, or of the handler on the server side. */
  readonly context: Context;
  /** On the connection's clock, in milliseconds. */
  readonly startedMs: number;
  /** Lets go of whatever watched the call. */
  readonly settled?: (() => void) | undefined;
}

/** Requests in one direction of one connection, by id. Ids are compared with their type: `1` is not `"1"`. */
export class OpenCalls {
  readonly #calls = new Map<string | number, OpenCall>();

  add(call: OpenCall): void {
    this.#calls.set(call.id, call);
  }

  get(id: unknown): OpenCall | undefined {
    return isId(id) ? this.#calls.get(id) : undefined;
  }

  /** Removes the call, so that whatever comes later for the same id finds nothing. */
  take(id: unknown): OpenCall | undefined {
    const call = this.get(id);
    if (call !== undefined) this.#calls.delete(id as string | number);
    return call;
  }

  takeAll(): readonly OpenCall[] {
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    return calls;
  }
}

/** What is known of one connection, that is of one transport object. */
export class Connection {
  readonly kind: TransportKind;
  /** Requests that this process sent over it. */
  readonly outbound = new OpenCalls();
  /** Requests that it received over it. */
  readonly inbound = new OpenCalls();
  /** Hash of each tool's definition as last listed. */
  readonly definitions = new Map<string, string>();
  /** Tools that say of themselves that the same call may give another result. */
  readonly repeatable = new Set<string>();
  readonly server: { readonly address: string; readonly port: number | undefined } | undefined;
  /** Whether this process is the client or the server of the connection; undefined until the first telling message. */
  role: Side | undefined;
  protocolVersion: string | undefined;
  /** Made once for each version (see describe.ts). */
  readonly labels = new Map<string, Readonly<Attributes>>();
  /** Name that the server gives itself, once it has. */
  serverName: string | undefined;
  /** When the session began, for connections that have one. */
  openedMs: number | undefined;
  /** Nobody tells when it is closed, so no session of it is opened. */
  hasNoEnd = false;
  /** Under which name `send` is given the signal that gives a request up; `signal` tells its reason, the SDK's does not. */
  callersSignal: 'requestSignal' | 'signal' = 'requestSignal';
  readonly #transport: WeakRef<Transport>;

  /** @param kind where the transport's shape does not tell */
  constructor(transport: Transport, kind: TransportKind = transportKind(transport)) {
    this.#transport = new WeakRef(transport);
    this.kind = kind;
    this.server = serverOf(transport);
  }

  /** `Mcp-Session-Id`; known to the transport once the server has given one. */
  get sessionId(): string | undefined {
    const id = this.#transport.deref()?.sessionId;
    return typeof id === 'string' && id !== '' ? id : undefined;
  }

  /** Learns from a message whether this end is the client or the server. */
  learnRole(method: string, direction: 'sent' | 'received'): void {
    if (this.role !== undefined) return;
    const sentBy = methodRow(method)?.sentBy;
    if (sentBy === undefined || sentBy === 'both') return;
    this.role = (sentBy === 'client') === (direction === 'sent') ? 'client' : 'server';
  }

  /** A handshake begins: what a probe for another revision has left is not what this connection speaks. */
  forgetVersion(): void {
    this.protocolVersion = undefined;
    this.labels.clear();
  }

  /** A server names itself in its handshake, and in its discovery since MCP 2026-07-28. */
  learnServerName(method: string, answer: Message): void {
    if (method !== 'initialize' && method !== 'server/discover') return;
    const info =
      member(answer, 'result', 'serverInfo') ??
      ownValue(member(answer, 'result', '_meta'), 'io.modelcontextprotocol/serverInfo');
    this.serverName = safeName(ownValue(info, 'name')) ?? this.serverName;
  }

  learnVersion(version: unknown): void {
    if (typeof version !== 'string' || version.length > MAX_NAME_LENGTH || version === this.protocolVersion) return;
    this.protocolVersion = version;
    this.labels.clear();
  }
}

/** What a received message tells about its connection, before its span begins. */
export function learnFrom(connection: Connection, message: Message, extra: InboundExtra | undefined): void {
  if (typeof message.method === 'string') connection.learnRole(message.method, 'received');
  // A server that is made anew for each HTTP request has not seen the handshake.
  const known = declaredVersion(message) ?? connection.protocolVersion;
  connection.learnVersion(known ?? headerOf(extra, 'mcp-protocol-version'));
}

/** A header of the HTTP request that carried a message. */
export function headerOf(extra: InboundExtra | undefined, name: string): string | undefined {
  const value = extra?.requestInfo?.headers?.[name] ?? extra?.request?.headers?.get?.(name);
  return typeof value === 'string' && value.length <= MAX_NAME_LENGTH ? value : undefined;
}

function serverOf(transport: object): Connection['server'] {
  const url: unknown = '_url' in transport ? transport._url : undefined;
  if (!(url instanceof URL)) return undefined;
  const defaultPort = url.protocol === 'https:' ? 443 : 80;
  return { address: url.hostname, port: Number(url.port) || defaultPort };
}
