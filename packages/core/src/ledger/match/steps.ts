/** Work that can be put aside after every step; none takes longer than about a millisecond. */
export type Steps<Result> = Generator<undefined, Result, undefined>;
