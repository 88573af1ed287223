import { createHash } from 'node:crypto';
import { isRecord, record, stringify, text } from './json.ts';

/**
 * The text of a message's content, whatever its form: a text, or a list of parts. Of everything that is no text only the
 * kind and a digest remain.
 */
export function contentText(content: unknown, depth = 0): string {
  if (typeof content === 'string') return content;
  if (content === null || content === undefined || depth > MAX_DEPTH) return '';
  // A list of numbers is a text that has been cut into tokens already.
  if (!Array.isArray(content) || typeof content.flat()[0] === 'number') return other(content);
  return (content as unknown[]).map((part) => partText(part, depth)).join('');
}

/** Results of tools stand in messages, and texts in results: nobody nests deeper for a reason. */
const MAX_DEPTH = 8;

function partText(part: unknown, depth: number): string {
  if (typeof part === 'string') return part;
  if (!isRecord(part)) return '';
  const { type } = part;
  if (type === 'thinking' || type === 'redacted_thinking' || type === 'reasoning' || part['thought'] === true)
    return '';
  const own = text(part['text']) ?? text(part['refusal']);
  if (own !== undefined) return own;
  if (part['content'] !== undefined) return contentText(part['content'], depth + 1);
  return Object.keys(part).length === 0 || part['text'] === '' ? '' : other(part);
}

/** Stands for media and whatever else a model is shown. */
function other(part: unknown): string {
  const digest = createHash('sha256').update(stringify(part)).digest('hex');
  return `[${text(record(part)['type']) ?? 'data'} sha256:${digest}]`;
}
