import { slot } from '@mcp-otel/core';
import { withContext } from '../../telemetry/live-globals.ts';
import { beginCall, isIgnored } from '../call/begin-call.ts';
import { endCall } from '../call/end-call.ts';
import type { ModelCall } from '../call/model-call.ts';
import { isRecord, number, record, text } from '../formats/json.ts';
import type { Models } from '../models.ts';
import { bedrockFailure, headEnding } from './endings.ts';
import type { AwsClient, Handler } from './find-clients.ts';
import { operations, type BedrockOperation } from './operations.ts';
import { tapEvents } from './tap-events.ts';

const watched = (): WeakSet<object> => slot('bedrock-clients', () => new WeakSet<object>());

/**
 * Puts one step of ours into a client's own middleware: outside its retries, so that there is one span for one command,
 * and behind the application's own steps, so that it sees what is sent.
 */
export function watchBedrockClient(models: Models, { middlewareStack: stack }: AwsClient): void {
  if (watched().has(stack)) return;
  watched().add(stack);
  stack.add((next, context) => stepOf(models, next, context), {
    step: 'initialize',
    priority: 'low',
    name: 'mcpOtelBedrock',
    override: true,
  });
}

type Context = Readonly<Record<string, unknown>>;

function stepOf(models: Models, next: Handler, context: Context): Handler {
  const { breaker } = models;
  return async (args) => {
    const operation = operationOf(context);
    const call = operation && breaker.run('Bedrock', () => begin(models, operation, args.input));
    if (operation === undefined || call === undefined) return next(args);
    let result: Awaited<ReturnType<Handler>>;
    try {
      result = await withContext(call.context, () => next(args));
    } catch (error) {
      breaker.run('Bedrock', () => {
        learnHost(call, context);
        endCall(models, call, bedrockFailure(error));
      });
      throw error;
    }
    breaker.run('Bedrock', () => {
      learnHost(call, context);
      follow(models, call, operation, result);
    });
    return result;
  };
}

/** By names that survive minification. */
function operationOf(context: Context): BedrockOperation | undefined {
  const smithy = text(record(context['__smithy_context'])['operation']);
  const name = smithy ?? text(context['commandName'])?.replace(/Command$/, '');
  return name !== undefined && Object.hasOwn(operations, name) ? operations[name] : undefined;
}

function begin(models: Models, operation: BedrockOperation, input: unknown): ModelCall | undefined {
  if (isIgnored(models, undefined)) return undefined;
  return beginCall(models, { facts: operation.request(record(input)), provider: 'aws.bedrock' });
}

/** The host is known once the endpoint has been resolved, inside the client. */
function learnHost(call: ModelCall, context: Context): void {
  const { url } = record(context['endpointV2']);
  if (!(url instanceof URL)) return;
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  call.learn({ ...call.start, facts: call.facts, server: { address: url.hostname, port } });
}

function follow(
  models: Models,
  call: ModelCall,
  operation: BedrockOperation,
  { output: raw, response }: Awaited<ReturnType<Handler>>,
): void {
  const output = record(raw);
  const attempts = number(record(output['$metadata'])['attempts']) ?? 1;
  if (attempts > 1) call.learn({ ...call.start, facts: call.facts, retries: attempts - 1 });
  const head = headEnding(record(output['$metadata']), record(response)['headers']);
  const stream = [output['stream'], output['body']].find((each) => isRecord(each) && Symbol.asyncIterator in each);
  if (stream === undefined)
    return endCall(models, call, { ...head, answer: operation.whole(output, head), responseEnd: 'complete' });
  return tapEvents(models, call, stream as AsyncIterable<unknown>, (events) => operation.pieces(events, head));
}
