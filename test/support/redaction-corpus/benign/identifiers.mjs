import { templates } from './shape.mjs';

const version = '<digit:1>.<digit:2>.<digit:1>';

/** What machines call things. */
export const identifiers = templates([
  [
    'git-commit',
    'commit <hex:40>',
    '<hex:7> fix the <noun> of <noun>',
    'HEAD is now at <hex:8> add <noun>',
    '<hex:40>',
  ],
  ['sha256', '<hex:64>  <noun>-<digit:1>.tar.gz', 'sha256:<hex:64>', 'checksum: <hex:64>'],
  ['md5', 'MD5 (<noun>.iso) = <hex:32>', '"etag": "<hex:32>"', 'ETag: W/"<hex:32>"'],
  ['integrity', '"integrity": "sha512-<b64:86>=="', 'sha384-<b64:64>', 'integrity sha512-<b64:86>=='],
  ['uuid', '<uuid>', 'request <uuid> was slow', '"id": "<uuid>"', 'job started, id=<uuid>'],
  ['ulid', '01<CROCKFORD:24>', '{"eventId":"01<CROCKFORD:24>"}'],
  ['nanoid-url', 'https://<noun>.internal/p/<b64url:21>', '/boards/<b64url:21>/edit'],
  ['trace-ids', 'trace_id=<hex:32> span_id=<hex:16>', '{"traceId":"<hex:32>","spanId":"<hex:16>","name":"<noun>"}'],
  ['traceparent', 'traceparent: 00-<hex:32>-<hex:16>-01', '00-<hex:32>-<hex:16>-00'],
  ['mongo-object-id', 'ObjectId("<hex:24>")', '{"_id":{"$oid":"<hex:24>"}}'],
  [
    'arn',
    'arn:aws:s3:::<noun>-<noun>/*',
    'arn:aws:lambda:eu-central-1:123456789012:function:<noun>',
    's3://<noun>-<noun>/2031/<noun>.parquet',
  ],
  ['aws-resource', 'i-0<hex:16>', 'vpc-0<hex:16>, subnet-0<hex:16>', 'sg-<hex:17>'],
  ['kubernetes-pod', '<noun>-<noun>-<hex:9>-<crockford:5>', 'pod/<noun>-<hex:10>-<crockford:5> Running 0 <digit:2>h'],
  [
    'kubernetes-resource',
    'deployment.apps/<noun>-<noun> scaled',
    'configmap/<noun>-config unchanged',
    'secret/<noun>-tls created',
    'secretName: <noun>-credentials',
  ],
  ['container-id', '<hex:12>   <noun>:latest   "/entrypoint"   Up <digit:1> hours', 'sha256:<hex:12>'],
  ['mcp-tool-name', 'mcp__<noun>__read_file', 'tools/call <noun>_search', '<noun>-server.get_token_count'],
  [
    'model-name',
    'gpt-4o-2024-08-06',
    'claude-3-5-sonnet-20241022 used <digit:4> tokens',
    '<noun>-instruct-v0.<digit:1>',
    'text-embedding-3-large: <digit:4>',
  ],
  ['tool-call-id', 'call_<alnum:24>', 'toolu_01<alnum:22>', '"id":"chatcmpl-<alnum:29>"', 'msg_01<alnum:22>'],
  [
    'hashed-file',
    'dist/assets/index-<b64url:8>.js',
    '/_next/static/chunks/<digit:4>-<hex:16>.js',
    '<noun>.<hex:8>.chunk.css',
  ],
  [
    'version',
    `v${version}`,
    `${version}-rc.<digit:1>+build.<digit:3>`,
    'Chrome/<digit:3>.0.<digit:4>.<digit:3>',
    '10.<digit:2>.<digit:1>.<digit:4>',
  ],
]);
