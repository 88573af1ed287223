/** Where each row ends, in rows of the binary form of COPY. @throws RangeError for bytes that are none */
export function rowEnds(bytes: Buffer): readonly number[] {
  const ends: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const fields = bytes.readInt16BE(at);
    at += 2;
    for (let field = 0; field < fields; field += 1) at += 4 + Math.max(0, bytes.readInt32BE(at));
    ends.push(at);
  }
  return ends;
}
