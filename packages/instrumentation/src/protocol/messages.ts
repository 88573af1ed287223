/** A JSON-RPC message as the SDK hands it to a transport. Its `params` and `result` belong to the application. */
export interface Message {
  readonly jsonrpc?: unknown;
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: Params | undefined;
  readonly result?: Result | undefined;
  readonly error?: { readonly code?: unknown; readonly message?: unknown } | undefined;
}

/** Parameters that telemetry looks at. */
export interface Params {
  readonly _meta?: Record<string, unknown> | undefined;
  readonly name?: unknown;
  readonly uri?: unknown;
  readonly arguments?: unknown;
  readonly requestId?: unknown;
  readonly progressToken?: unknown;
  readonly reason?: unknown;
}

/** Parts of a result that telemetry looks at. */
export interface Result {
  readonly isError?: unknown;
  readonly resultType?: unknown;
  readonly protocolVersion?: unknown;
  readonly tools?: unknown;
}

/** A message that asks for an answer. */
export interface Request extends Message {
  readonly id: string | number;
  readonly method: string;
}

/** A message that does not. */
export interface Notification extends Message {
  readonly method: string;
}

/** The answer to a request. */
export interface Response extends Message {
  readonly id: string | number;
}

export function isRequest(message: unknown): message is Request {
  return isMessage(message) && typeof message.method === 'string' && isId(message.id);
}

export function isNotification(message: unknown): message is Notification {
  return isMessage(message) && typeof message.method === 'string' && message.id === undefined;
}

export function isResponse(message: unknown): message is Response {
  return isMessage(message) && message.method === undefined && isId(message.id);
}

/** `params._meta`, if it is what the protocol says; a peer may put anything there. */
export function metaOf({ params }: Message): Readonly<Record<string, unknown>> | undefined {
  const meta: unknown = typeof params === 'object' ? params?._meta : undefined;
  return typeof meta === 'object' && meta !== null ? (meta as Readonly<Record<string, unknown>>) : undefined;
}

function isMessage(message: unknown): message is Message {
  return typeof message === 'object' && message !== null;
}

function isId(id: unknown): id is string | number {
  return typeof id === 'number' || typeof id === 'string';
}
