// What applications and libraries do around their end, and what each of them sees of the other listeners.
import { callOnce } from '../setup/calls.mjs';

for (let call = 0; call < 20; call += 1) await callOnce();

const ways = {
  // A library that raises the signal again when it finds its own listeners alone (as signal-exit does).
  'alone or not': () => {
    setInterval(() => undefined, 1000);
    process.on('SIGTERM', () => {
      if (process.listenerCount('SIGTERM') !== 1) return;
      process.removeAllListeners('SIGTERM');
      process.kill(process.pid, 'SIGTERM');
    });
    process.kill(process.pid, 'SIGTERM');
  },
  'press again to quit': () => {
    setInterval(() => undefined, 1000);
    process.once('SIGINT', () => setTimeout(() => process.kill(process.pid, 'SIGINT'), 50));
    process.kill(process.pid, 'SIGINT');
  },
  'before exit': () => {
    let times = 0;
    process.on('beforeExit', () => (times += 1));
    process.on('exit', () => process.stdout.write(String(times)));
  },
  'reload, then work': () => {
    process.on('SIGHUP', () =>
      setTimeout(async () => {
        for (let call = 0; call < 20; call += 1) await callOnce();
        process.exit(0);
      }, 100),
    );
    process.kill(process.pid, 'SIGHUP');
    setTimeout(() => undefined, 1000);
  },
};
ways[process.argv[2]]();
