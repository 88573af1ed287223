import { crc32 } from 'node:zlib';
import type { SealingKey } from './sealing-key.ts';

/** What a segment holds: what its payload is, as JSON, and the payload as it will be sent. */
export interface SegmentContent {
  readonly meta: string;
  readonly payload: Buffer;
}

const MAGIC = Buffer.from('MCPOTEL\u0001', 'latin1');
const SEALED = 1;
/** Magic and version, flags, length of the meta data, length of the rest, crc32 of all that and the rest. */
const HEAD_BYTES = 24;
const CRC_AT = 20;

/** A segment that cannot be used, with the reason. */
export class SegmentDamage extends Error {
  override readonly name = 'SegmentDamage';
}

/** A file can be read by whoever has the key, and not here. */
export class SegmentLocked extends Error {
  override readonly name = 'SegmentLocked';
}

/** The bytes of a segment's file. With a key all but its head is sealed. */
export function encodeSegment({ meta, payload }: SegmentContent, key?: SealingKey): Buffer {
  const plain = Buffer.from(meta);
  const body = key === undefined ? [plain, payload] : [key.seal(Buffer.concat([plain, payload]))];
  const head = Buffer.alloc(HEAD_BYTES);
  MAGIC.copy(head);
  head.writeUInt32BE(key === undefined ? 0 : SEALED, 8);
  head.writeUInt32BE(plain.length, 12);
  head.writeUInt32BE(
    body.reduce((sum, { length }) => sum + length, 0),
    16,
  );
  head.writeUInt32BE(checksum(head, body), CRC_AT);
  return Buffer.concat([head, ...body]);
}

/**
 * What a segment's file holds.
 *
 * @throws SegmentDamage for a file that is not whole, not of this version, or sealed with another key
 * @throws SegmentLocked for one that is sealed where no key is given
 */
export function decodeSegment(file: Buffer, key?: SealingKey): SegmentContent {
  if (file.length < HEAD_BYTES) throw new SegmentDamage(`it has ${file.length} bytes, less than its head`);
  if (!file.subarray(0, MAGIC.length).equals(MAGIC)) throw new SegmentDamage('it is no segment of this version');
  const body = file.subarray(HEAD_BYTES);
  if (body.length !== file.readUInt32BE(16))
    throw new SegmentDamage(`it has ${body.length} of ${file.readUInt32BE(16)} bytes`);
  if (checksum(file, [body]) !== file.readUInt32BE(CRC_AT)) throw new SegmentDamage('its checksum is another one');
  const plain = (file.readUInt32BE(8) & SEALED) === 0 ? body : opened(body, key);
  const metaBytes = file.readUInt32BE(12);
  return { meta: plain.toString('utf8', 0, metaBytes), payload: plain.subarray(metaBytes) };
}

function checksum(head: Buffer, body: readonly Buffer[]): number {
  let sum = crc32(head.subarray(MAGIC.length, CRC_AT));
  for (const piece of body) sum = crc32(piece, sum);
  return sum;
}

function opened(body: Buffer, key: SealingKey | undefined): Buffer {
  if (key === undefined) throw new SegmentLocked('it is sealed, and there is no key (MCP_OTEL_SPOOL_KEY)');
  try {
    return key.open(body);
  } catch (error) {
    throw new SegmentDamage('it is sealed with another key', { cause: error });
  }
}
