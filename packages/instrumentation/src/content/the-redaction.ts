import { readFileSync } from 'node:fs';
import {
  compileOwnRules,
  contentDigest,
  createCapture,
  createRedactor,
  Preparation,
  SharedCounts,
  shareRedactor,
  slot,
  type Capture,
  type OwnRules,
  type Redactor,
  type Variables,
} from '@mcp-otel/core';
import { hashKey } from '../models/prompt/hash-key.ts';

/** What decides about content in this process. */
export interface Redaction {
  readonly redactor: Redactor;
  /** What may be recorded now. */
  readonly capture: () => Capture;
  /** A keyed digest, by which equal contents can be joined and none can be read. */
  readonly digest: (content: string) => string | undefined;
  /** Makes spans of whatever origin fit to leave the process. */
  readonly preparation: Preparation;
}

/** Made once per process, with the operator's rules; the key is read, and made if need be, with the first secret. */
export function theRedaction(variables: Variables, warn: (sentence: string) => void): Redaction {
  return slot('redaction', () => createRedaction(variables, warn));
}

function createRedaction(variables: Variables, warn: (sentence: string) => void): Redaction {
  const counts = slot('shared-counts', () => new SharedCounts());
  let made: string | undefined;
  const key = (): string => (made ??= hashKey(variables.text('MCP_OTEL_HASH_KEY'), warn));
  const capture = createCapture(process.env);
  const redactor = createRedactor({
    key,
    own: ownRules(variables.text('MCP_OTEL_REDACTION_RULES'), warn),
    count: (redactionClass) => counts.redacted(redactionClass),
    complain: warn,
  });
  variables.list('MCP_OTEL_CAPTURE'); // Says at once which word is not known.
  variables.choice('OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT');
  shareRedactor(redactor);
  const dropSource = variables.flag('MCP_OTEL_DROP_SOURCE');
  const digest = (content: string): string | undefined => contentDigest(key(), content);
  return { redactor, capture, digest, preparation: new Preparation({ capture, redactor, key, dropSource }) };
}

/** A file that cannot be read is said, and the process goes on with the rules there are. */
function ownRules(file: string, warn: (sentence: string) => void): OwnRules {
  if (file === '') return { rules: [], keys: [] };
  try {
    return compileOwnRules(JSON.parse(readFileSync(file, 'utf8')), (sentence) =>
      warn(`MCP_OTEL_REDACTION_RULES: ${sentence}`),
    );
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    warn(
      `MCP_OTEL_REDACTION_RULES=${JSON.stringify(file)} is not usable: ${why.slice(0, 200)}; using the built-in rules only`,
    );
    return { rules: [], keys: [] };
  }
}
