import { decodeJson } from './decode-json.ts';
import { DecodeError } from './decoded.ts';
import { traceRequest } from './otlp-schema.ts';
import { receivedSpans, type ReceivedSpan } from './received-span.ts';

/**
 * Spans of a file of OTLP/JSON: one export request, or one in each line, as the Collector's file exporter writes it. Lines
 * of other signals are passed over.
 *
 * @throws DecodeError that names the line that is no such request
 */
export function spansOfJson(text: string): readonly ReceivedSpan[] {
  const whole = spansOf(text);
  if (whole !== undefined) return whole;
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const spans = spansOf(line);
    if (spans === undefined) throw new DecodeError(`line ${index + 1} is not an OTLP request in JSON`);
    return spans;
  });
}

function spansOf(text: string): readonly ReceivedSpan[] | undefined {
  try {
    return receivedSpans(decodeJson(traceRequest, text)).spans;
  } catch {
    return undefined;
  }
}
