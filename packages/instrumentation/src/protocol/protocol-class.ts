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
}

/** What the SDK knows of an inbound message beside its text: v1 has `requestInfo`, v2 the web `request`. */
export interface InboundExtra {
  readonly authInfo?: { readonly clientId?: unknown; readonly extra?: { readonly sub?: unknown } };
  readonly requestInfo?: { readonly headers?: Readonly<Record<string, unknown>> };
  readonly request?: { readonly headers?: { readonly get?: (name: string) => unknown } };
}

/** A class whose methods may be replaced. */
export interface PatchableClass {
  readonly name: string;
  readonly prototype: Record<string, unknown>;
}

const methodsOfProtocol = ['_onrequest', '_onnotification', '_onclose', 'connect', 'setNotificationHandler'];

/** Recognises a protocol class of the SDK by its methods, whatever it is called. */
export function isProtocolClass(candidate: unknown): candidate is PatchableClass {
  if (typeof candidate !== 'function') return false;
  const prototype: unknown = candidate.prototype;
  return (
    typeof prototype === 'object' &&
    prototype !== null &&
    methodsOfProtocol.every((name) => typeof Object.getOwnPropertyDescriptor(prototype, name)?.value === 'function')
  );
}

export function isTransport(candidate: unknown): candidate is Transport {
  return typeof candidate === 'object' && candidate !== null && typeof (candidate as Transport).send === 'function';
}
