/** Spans as they are kept in the repository: without times, ids and places of the machine, in the order of their start. */
export function recordedSpans(spans, folders) {
  const ordered = spans.toSorted((a, b) =>
    a.startUnixNano < b.startUnixNano ? -1 : a.startUnixNano > b.startUnixNano ? 1 : 0,
  );
  const indexOf = new Map(ordered.map(({ spanId }, index) => [spanId, index]));
  return ordered.map((span, index) => ({
    index,
    parent: indexOf.get(span.parentSpanId) ?? null,
    scope: span.scope,
    name: span.name,
    kind: span.kind,
    status: clean(span.status, folders),
    attributes: clean(span.attributes, folders),
    events: span.events.map(({ name, attributes }) => ({ name, attributes: clean(attributes, folders) })),
    links: span.links.length,
  }));
}

function clean(attributes, folders) {
  const text = JSON.stringify(attributes, (_key, value) => (typeof value === 'bigint' ? Number(value) : value));
  return JSON.parse(folders.reduce((left, folder) => left.replaceAll(folder.replace(/\/$/, ''), '/app'), text));
}
