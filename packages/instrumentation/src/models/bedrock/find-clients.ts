import { replaceMethod } from '../../wrap/replace-method.ts';

/** The part of an AWS client that is used. */
export interface AwsClient {
  readonly config?: { readonly serviceId?: unknown };
  readonly middlewareStack: {
    add(middleware: Middleware, options: Readonly<Record<string, unknown>>): void;
  };
}

/** One step in the handling of a command. */
export type Middleware = (next: Handler, context: Readonly<Record<string, unknown>>) => Handler;
export type Handler = (args: {
  readonly input?: unknown;
}) => Promise<{ readonly output?: unknown; readonly response?: unknown }>;

/** Recognises the base class of all AWS clients; other classes have a method of the same name. */
export function isAwsClientClass(candidate: unknown): candidate is { readonly prototype: object } {
  if (typeof candidate !== 'function') return false;
  const { prototype } = candidate as { readonly prototype?: object };
  const send: unknown = prototype && Object.getOwnPropertyDescriptor(prototype, 'send')?.value;
  return typeof send === 'function' && Function.prototype.toString.call(send).includes('resolveMiddleware');
}

/**
 * Finds the clients of Bedrock's models among all AWS clients, before each command of theirs. Others cost one look at
 * their service.
 *
 * @param found must not throw
 */
export function findBedrockClients(
  awsClient: { readonly prototype: object },
  found: (client: AwsClient) => void,
): void {
  replaceMethod(awsClient.prototype, 'send', ({ self, proceed }) => {
    const client = self as Partial<AwsClient> | undefined;
    if (client?.config?.serviceId === 'Bedrock Runtime' && client.middlewareStack !== undefined)
      found(client as AwsClient);
    return proceed();
  });
}
