import { AssertionError } from 'node:assert';
import type { Attributes } from '@opentelemetry/api';
import type { RecordedMcpSpan } from './recorded-span.ts';

/** @throws AssertionError that names the first place where one of the texts stands */
export function expectNoContent(spans: readonly RecordedMcpSpan[], texts: readonly string[]): void {
  for (const span of spans) {
    for (const [place, content] of contents(span)) {
      const text = texts.find((candidate) => content.includes(candidate));
      if (text === undefined) continue;
      throw new AssertionError({
        message: `expected no content, but "${text}" stands in ${place} of the ${span.side} span "${span.name}"`,
        actual: content,
        operator: 'expectNoContent',
      });
    }
  }
}

function* contents({ name, statusMessage, attributes, events }: RecordedMcpSpan): Generator<readonly [string, string]> {
  yield ['the name', name];
  if (statusMessage !== undefined) yield ['the status', statusMessage];
  yield* attributeContents('attribute', attributes);
  for (const event of events) {
    yield ['an event name', event.name];
    yield* attributeContents(`event ${event.name}, attribute`, event.attributes);
  }
}

function* attributeContents(place: string, attributes: Attributes): Generator<readonly [string, string]> {
  for (const [key, value] of Object.entries(attributes)) {
    yield [`${place} ${key}`, `${key} ${Array.isArray(value) ? value.join('\n') : String(value)}`];
  }
}
