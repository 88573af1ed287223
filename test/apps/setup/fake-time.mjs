// An application under test, with a clock and timers of its own making (as sinon and vitest make them).
import { callOnce } from './calls.mjs';

let faked = 0;
class FakeDate extends Date {
  static now() {
    return 0;
  }
}
globalThis.Date = FakeDate;
performance.now = () => 0;
for (const name of ['setTimeout', 'setInterval', 'setImmediate'])
  globalThis[name] = () => {
    faked += 1;
    return { unref: () => undefined, ref: () => undefined, [Symbol.toPrimitive]: () => faked };
  };
await callOnce();
process.stdout.write(String(faked));
