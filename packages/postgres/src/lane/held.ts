/** Keeps the process alive until the work is done: neither the thread that sends nor its messages do. */
export async function held<Result>(work: () => Promise<Result>): Promise<Result> {
  const hold = setInterval(() => undefined, 60_000);
  try {
    return await work();
  } finally {
    clearInterval(hold);
  }
}
