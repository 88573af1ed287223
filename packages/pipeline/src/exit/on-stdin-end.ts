/**
 * Tells when stdin ends, which is how a stdio server learns that its client is gone; two seconds later comes SIGTERM.
 *
 * Touching `process.stdin` opens it and changes the application. So the getter is watched, and a listener is added to
 * the stream that the application itself has asked for; a listener for `end` does not start the flow.
 */
export function onStdinEnd(listener: () => void): void {
  const original = Object.getOwnPropertyDescriptor(process, 'stdin');
  if (original?.get === undefined || original.configurable !== true) return;
  const { get } = original;
  let watched = false;
  Object.defineProperty(process, 'stdin', {
    ...original,
    get: () => {
      const stream = get.call(process) as NodeJS.ReadStream;
      if (!watched) {
        watched = true;
        stream.once('close', listener).once('end', () => {
          stream.removeListener('close', listener);
          listener();
        });
      }
      return stream;
    },
  });
}
