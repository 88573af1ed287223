/** What the name of a segment's file tells, so that a segment that cannot be read is counted all the same. */
export interface SegmentName {
  /** 1, 2, 3 and so on within its writer. */
  readonly seq: bigint;
  /** Random int8 of the spool folder that it was written in. */
  readonly writer: bigint;
  /** Spans in it. */
  readonly spans: number;
  /** Whether they are security events, which are the last to be given up. */
  readonly security: boolean;
}

const pattern = /^(\d{16})-([\da-f]{16})-(\d+)(-security)?$/;

/** The name without its ending. By name sorted, older segments of a writer come first. */
export function segmentName({ seq, writer, spans, security }: SegmentName): string {
  const digits = BigInt.asUintN(64, writer).toString(16).padStart(16, '0');
  return `${String(seq).padStart(16, '0')}-${digits}-${spans}${security ? '-security' : ''}`;
}

/** Undefined for a file that is no segment. */
export function parseSegmentName(name: string): SegmentName | undefined {
  const [, seq, writer, spans, security] = pattern.exec(name) ?? [];
  if (seq === undefined || writer === undefined) return undefined;
  return {
    seq: BigInt(seq),
    writer: BigInt.asIntN(64, BigInt(`0x${writer}`)),
    spans: Number(spans),
    security: security !== undefined,
  };
}
