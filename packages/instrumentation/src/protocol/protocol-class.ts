import { hasMethods, type PatchableClass } from './patchable-class.ts';

/** The part of the SDK's protocol object that the seam reads. Names are the same from SDK 0.7 to 2.4. */
export interface ProtocolObject {
  readonly _transport?: Transport;
  readonly transport?: Transport;
}

/** What a transport is, as far as the seam is concerned. */
export interface Transport {
  send: (message: unknown, ...options: unknown[]) => unknown;
  onmessage?: MessageHandler | undefined;
  readonly sessionId?: unknown;
}

export type MessageHandler = (message: unknown, ...extra: unknown[]) => unknown;

/** The options that a protocol passes to `transport.send`. */
export interface SendOptions {
  readonly relatedRequestId?: unknown;
  readonly requestSignal?: AbortSignal;
  readonly signal?: AbortSignal;
  /** The request was sent before, over a connection that broke; only its answer is fetched. */
  readonly resumptionToken?: unknown;
}

/** What the SDK knows of an inbound message beside its text: v1 has `requestInfo`, v2 the web `request`. */
export interface InboundExtra {
  readonly authInfo?: { readonly clientId?: unknown; readonly extra?: { readonly sub?: unknown } };
  readonly requestInfo?: { readonly headers?: Readonly<Record<string, unknown>> };
  readonly request?: { readonly headers?: { readonly get?: (name: string) => unknown } };
}

/** Methods that every protocol class of the SDK has. */
const methodsOfProtocol = ['_onrequest', '_onnotification', '_onclose', 'connect', 'setNotificationHandler'];

/** Recognises a protocol class of the SDK by its methods, whatever it is called. */
export function isProtocolClass(candidate: unknown): candidate is PatchableClass {
  return hasMethods(candidate, methodsOfProtocol);
}

export function isTransport(candidate: unknown): candidate is Transport {
  return typeof candidate === 'object' && candidate !== null && typeof (candidate as Transport).send === 'function';
}
