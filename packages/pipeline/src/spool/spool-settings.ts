/** How spans are kept on disk until they are stored. */
export interface SpoolSettings {
  /** Folder below which each process has one of its own. */
  readonly base: string;
  /** Most bytes of one process's folder. */
  readonly maxBytes: number;
  /** What a segment survives once it is written: the end of the process, or a loss of power as well. */
  readonly sync: 'process' | 'power';
  /** Whether nothing may be written unsealed. */
  readonly sealed: boolean;
}
