import { own, sumOf, tokenCount, type Usage } from '@mcp-otel/core';
import { abortOf, failureName } from '../call/error-type.ts';
import type { CallEnding } from '../call/model-call.ts';
import { number, record, text, type Json } from '../formats/json.ts';

/** What stands above an answer: its id, and the counts that Bedrock puts into headers. */
export interface BedrockHead {
  readonly id: string | undefined;
  readonly usage: Usage | undefined;
}

export function headEnding(metadata: Json, headers: unknown): BedrockHead {
  const count = (name: string): number | undefined => {
    const value = text(record(headers)[`x-amzn-bedrock-${name}-token-count`]);
    return value === undefined ? undefined : tokenCount(Number(value));
  };
  const uncached = count('input');
  const [cacheRead, cacheWrite] = [count('cache-read-input'), count('cache-write-input')];
  const output = count('output');
  const known = uncached !== undefined || output !== undefined;
  return {
    id: text(metadata['requestId']),
    usage: known
      ? {
          input: uncached === undefined ? undefined : sumOf(uncached, cacheRead, cacheWrite),
          output,
          cacheRead,
          cacheWrite,
        }
      : undefined,
  };
}

/** The end of a command that was refused, after all attempts. */
export function bedrockFailure(error: unknown): CallEnding {
  const abort = abortOf(error);
  if (abort !== undefined) return { responseEnd: 'aborted', timedOut: abort === 'timeout' };
  const metadata = record(record(error)['$metadata']);
  const status = number(metadata['httpStatusCode']);
  const attempts = number(metadata['attempts']) ?? 1;
  const name = failureName(error);
  return {
    // A stream that begins with an exception has status 200.
    ...(status !== undefined && status >= 400 && { httpStatus: status }),
    answer: { error: name, ...(attempts > 1 && { attributes: { [own.ATTR_RETRIES]: attempts - 1 } }) },
    failure: name,
  };
}
