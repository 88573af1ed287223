// One process of the reader benchmark: decodes the same 500 spans again and again with the named reader, every one of
// them driven by the receiver's own table, and tells the CPU milliseconds of one request.
import { SpanKind } from '@opentelemetry/api';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { PbfReader } from 'pbf';
import protobuf from 'protobufjs';
import { decodeProtobuf } from '../../packages/pipeline/dist/receiver/decode-protobuf.js';
import { traceRequest } from '../../packages/pipeline/dist/receiver/otlp-schema.js';

const SPANS = 500;
const readers = { own: ownReader, pbf: pbfReader, protobufjs: protobufjsReader };
const [name, rounds] = [process.argv[2], Number(process.argv[3])];
const body = ProtobufTraceSerializer.serializeRequest(spans());
const read = readers[name]();

if (countSpans(read(body)) !== SPANS) throw new Error(`${name} did not read the spans`);
for (let round = 0; round < rounds; round += 1) read(body);
const before = process.cpuUsage();
for (let round = 0; round < rounds; round += 1) read(body);
const { user, system } = process.cpuUsage(before);
process.stdout.write(String((user + system) / 1000 / rounds));

function ownReader() {
  return (bytes) => decodeProtobuf(traceRequest, bytes);
}

/** pbf reads fields through a callback per message; ours are made from the table. */
function pbfReader() {
  const readField = (fields) => (tag, message, reader) => {
    const field = fields[tag];
    if (field !== undefined) field(message, reader);
  };
  const messageReader = (schema) => {
    const fields = [];
    for (const { number, name: key, kind, of } of schema)
      fields[number] = fieldReader(key, kind, of && messageReader(of));
    const read_ = readField(fields);
    return (reader) => reader.readMessage(read_, {});
  };
  const top = traceRequest[0];
  const perResource = messageReader(top.of);
  return (bytes) => {
    const request = { [top.name]: [] };
    new PbfReader(bytes).readFields(
      (tag, message, reader) => tag === top.number && message[top.name].push(perResource(reader)),
      request,
    );
    return request;
  };

  function fieldReader(key, kind, readMessage) {
    switch (kind) {
      case 'string':
        return (message, reader) => {
          message[key] = reader.readString();
        };
      case 'id':
        return (message, reader) => {
          message[key] = Buffer.from(reader.readBytes()).toString('hex');
        };
      case 'time':
        return (message, reader) => {
          message[key] = BigInt(reader.readFixed64());
        };
      case 'fixed32':
        return (message, reader) => {
          message[key] = reader.readFixed32();
        };
      case 'message':
        return (message, reader) => {
          message[key] = readMessage(reader);
        };
      case 'messages':
        return (message, reader) => {
          (message[key] ??= []).push(readMessage(reader));
        };
      case 'attributes':
        return (message, reader) => keyValue((message[key] ??= {}), reader);
      default:
        return (message, reader) => {
          message[key] = reader.readVarint();
        };
    }
  }
  function keyValue(target, reader) {
    const pair = reader.readMessage((tag, read_, inner) => {
      if (tag === 1) read_.key = inner.readString();
      if (tag === 2) read_.value = inner.readMessage(anyValue, {}).value;
    }, {});
    target[pair.key] = pair.value;
  }
  function anyValue(tag, holder, reader) {
    if (tag === 1) holder.value = reader.readString();
    if (tag === 2) holder.value = reader.readBoolean();
    if (tag === 3) holder.value = reader.readVarint(true);
    if (tag === 4) holder.value = reader.readDouble();
  }
}

/** protobufjs makes its own reader from a schema; ids and attributes still have to be turned into what we use. */
function protobufjsReader() {
  const types = {
    string: 'string',
    id: 'bytes',
    time: 'fixed64',
    number: 'uint32',
    fixed32: 'fixed32',
    attributes: 'KeyValue',
  };
  const nested = {
    KeyValue: { fields: { key: { id: 1, type: 'string' }, value: { id: 2, type: 'AnyValue' } } },
    AnyValue: {
      fields: {
        stringValue: { id: 1, type: 'string' },
        boolValue: { id: 2, type: 'bool' },
        intValue: { id: 3, type: 'int64' },
        doubleValue: { id: 4, type: 'double' },
      },
    },
  };
  const define = (typeName, schema) => {
    const fields = schema.map(({ number, name: key, kind, of }) => {
      const type = of === undefined ? types[kind] : define(`${typeName}_${key}`, of);
      const repeated = kind === 'messages' || kind === 'attributes';
      return [key, { id: number, type, ...(repeated && { rule: 'repeated' }) }];
    });
    nested[typeName] = { fields: Object.fromEntries(fields) };
    return typeName;
  };
  define('Request', traceRequest);
  const type = protobuf.Root.fromJSON({ nested }).lookupType('Request');
  return (bytes) => convert(traceRequest, type.decode(bytes));

  function convert(schema, message) {
    const result = {};
    for (const { name: key, kind, of } of schema) {
      const value = message[key];
      if (value === undefined || value === null) continue;
      if (kind === 'id') result[key] = Buffer.from(value).toString('hex');
      else if (kind === 'time') result[key] = (BigInt(value.high >>> 0) << 32n) | BigInt(value.low >>> 0);
      else if (kind === 'messages') result[key] = value.map((item) => convert(of, item));
      else if (kind === 'message') result[key] = convert(of, value);
      else if (kind === 'attributes')
        result[key] = Object.fromEntries(
          value.map(({ key: attribute, value: anyValue }) => [attribute, anyOf(anyValue)]),
        );
      else result[key] = value;
    }
    return result;
  }
  function anyOf(value) {
    if (Object.hasOwn(value, 'stringValue')) return value.stringValue;
    if (Object.hasOwn(value, 'intValue')) return Number(value.intValue);
    return Object.hasOwn(value, 'boolValue') ? value.boolValue : value.doubleValue;
  }
}

function spans() {
  const exporter = new InMemorySpanExporter();
  const tracer = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).getTracer(
    'bench',
    '1.0.0',
  );
  for (let index = 0; index < SPANS; index += 1) {
    const span = tracer.startSpan(`tools/call tool-${index % 20}`, { kind: SpanKind.SERVER });
    for (let key = 0; key < 12; key += 1) span.setAttribute(`attribute.text.${key}`, `value ${key} of ${index}`);
    span.setAttributes({
      'attribute.int': index,
      'attribute.bytes': 70_000,
      'attribute.ratio': 0.5,
      'attribute.flag': true,
    });
    span.addEvent('happened', { detail: 'text', size: 7 });
    span.end();
  }
  return exporter.getFinishedSpans();
}

function countSpans(request) {
  return request.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)).length;
}
