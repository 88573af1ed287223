import { fill } from '../random/pattern.mjs';
import { lines } from '../kinds/pem.mjs';
import { makers, templates } from './shape.mjs';

/** A block with a label that is public. */
function publicBlock(label, start, length) {
  return (random) =>
    `-----BEGIN ${label}-----\n${lines(start + fill(random, `<b64:${length}>`))}\n-----END ${label}-----`;
}

const base64Words = (random) => Buffer.from(fill(random, '<noun> and <noun> by the <noun>')).toString('base64');

const blocks = makers([
  ['public-key', publicBlock('PUBLIC KEY', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA', 346)],
  ['certificate', publicBlock('CERTIFICATE', 'MIIDazCCAlOgAwIBAgIU', 900)],
  ['base64-words', base64Words],
]);

const texts = templates([
  [
    'data-image',
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAA<b64:80-200>=',
    '<img src="data:image/gif;base64,R0lGODlhAQABAIAAA<b64:40>=">',
    'url(data:image/svg+xml;base64,PHN2ZyB4bWxucz0i<b64:60>)',
  ],
  [
    'url-with-query',
    'https://www.<noun>.internal/search?q=<noun>+<noun>&page=<digit:1>&lang=en',
    '/api/v1/<noun>?limit=<digit:2>&sort=-created',
    'https://<noun>.internal:8443/<noun>#<noun>-<digit:1>',
    'https://<noun>.internal/watch?v=<b64url:11>&t=<digit:2>s',
  ],
  [
    'hostname',
    '<noun>-<noun>.<noun>.svc.cluster.local',
    'ip-10-0-<digit:2>-<digit:2>.eu-central-1.compute.internal',
    '<noun>.<noun>.<noun>.internal:<digit:4>',
  ],
  [
    'http-head',
    'Content-Type: application/json; charset=utf-8',
    'Cache-Control: max-age=<digit:4>, stale-while-revalidate=<digit:3>',
    'x-request-id: <uuid>',
    'Accept-Language: de-DE,de;q=0.<digit:1>',
    'User-Agent: <noun>/<digit:1>.<digit:1> (X11; Linux x86_64)',
  ],
  [
    'not-a-jwt',
    'eyJust.eyJoke.<noun>',
    'It starts with eyJ, says the <noun>.',
    'header.payload.signature of <noun>',
    'eyJhbGciOi... (cut off, <digit:3> characters)',
    '<noun>.<noun>.<noun>-<noun>',
  ],
  [
    'near-prefix',
    'sk-learn <digit:1>.<digit:1>, sk-<noun>',
    'ghp_ is the prefix of the <noun>',
    'task-force-<noun>, risk-<noun>-assessment',
    'disk-<digit:2>-usage-of-<noun>',
    'AKIA is where keys of the <noun> start',
    'xoxb-<noun>',
    'pk_<noun>, whsec_<noun>',
    'hf_<noun>_<noun>',
    'desk_live_<noun>',
  ],
  [
    'mime-part',
    'boundary="----=_Part_<digit:4>_<digit:6>.<digit:5>"',
    'Content-Disposition: form-data; name="<noun>"; filename="<noun>.png"',
  ],
]);

/** What stands in pages, heads and files that everybody may read. */
export const web = [...blocks, ...texts];
