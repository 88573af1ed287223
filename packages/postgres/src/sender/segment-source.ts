import type { SegmentContent } from '@mcp-otel/pipeline/spool';

/** A segment that is to be stored. */
export interface Segment {
  readonly spans: number;
  readonly content: SegmentContent;
}

/** Where segments come from, oldest first. What `next` has given is settled by `done` or `refuse`, or comes again later. */
export interface SegmentSource<Each extends Segment = Segment> {
  next(): Promise<Each | undefined>;
  done(segment: Each): void;
  refuse(segment: Each): void;
}
