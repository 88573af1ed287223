// Text that no package has: logs, encoded bytes, numbers, emoji. The same with every run.

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Repeats a piece until there are so many characters. */
export function repeat(seed, make, cap = 240_000) {
  const next = random(seed);
  const int = (below) => Math.floor(next() * below);
  const tools = {
    next,
    int,
    pick: (list) => list[int(list.length)],
    hex: (length) => Array.from({ length }, () => '0123456789abcdef'[int(16)]).join(''),
  };
  let text = '';
  while (text.length < cap) text += make(tools);
  return text;
}

const uuid = ({ hex }) => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
export const time = ({ int }) => new Date(1.7e12 + int(5e10)).toISOString();

export function log(tools) {
  const { int, pick, hex } = tools;
  const entry = {
    ts: time(tools),
    level: pick(['info', 'warn', 'error', 'debug']),
    requestId: uuid(tools),
    traceId: hex(32),
    spanId: hex(16),
    msg: pick([
      'request completed',
      'connection reset by peer',
      'cache miss',
      'retrying after timeout',
      'query finished',
    ]),
    durationMs: int(90_000) / 100,
    userId: int(1e6),
    path: `/api/v1/${pick(['users', 'orders', 'items', 'sessions'])}/${int(1e5)}`,
    status: pick([200, 201, 204, 304, 400, 404, 500]),
  };
  return `${JSON.stringify(entry)}\n`;
}

export function access(tools) {
  const { int, pick, hex } = tools;
  const address = [1, 2, 3, 4].map(() => int(256)).join('.');
  const clock = [13, 49, 49].map((below) => 10 + int(below)).join(':');
  const request = `"${pick(['GET', 'POST', 'PUT'])} /${pick(['static', 'v2', 'assets'])}/${hex(12)}?id=${int(1e6)}&session=${hex(24)} HTTP/1.1"`;
  return `${address} - - [${10 + int(20)}/Oct/2025:${clock} +0000] ${request} ${pick([200, 302, 404, 503])} ${int(1e5)} "-" "Mozilla/5.0 (X11; Linux x86_64) trace=${uuid(tools)}"\n`;
}

/** @param width of a line; 0 for one line */
export function base64(seed, width) {
  return repeat(seed, ({ int }) => {
    const text = Buffer.from(Array.from({ length: 3000 }, () => int(256))).toString('base64');
    return width === 0 ? text : text.replaceAll(new RegExp(`.{${width}}`, 'g'), '$&\n');
  });
}

export function numbers(tools) {
  const { int, next, pick } = tools;
  const cells = [int(1e5), (next() * 1000).toFixed(pick([2, 6])), time(tools).slice(0, 10), pick(['true', 'false'])];
  return `${[...cells, (next() * 2 - 1).toExponential(pick([3, 9])), int(1e9)].join(',')}\n`;
}

const common = [
  ...Array.from('😀😂🤣😊😍🥰😘😎🤔😅😭😢😡👍👎👏🙏💪🔥✨🎉🚀💡✅❌⭐💯👀🙌🎯🐛📦📝🔒🔧🌍🌟🍕🎂🤖'),
  '❤️',
  '⚠️',
  '👍🏽',
  '👩‍💻',
  '🇫🇷',
  '🇺🇸',
  'ℹ️',
];
const rare = Array.from({ length: 0x1fb00 }, (_, code) => String.fromCodePoint(code)).filter(
  (text) => /^\p{Emoji_Presentation}$/u.test(text) && !/\p{Regional_Indicator}/u.test(text),
);

export function emoji(words) {
  return ({ int, next, pick }) => {
    let text = '';
    for (let left = int(7); left >= 0; left -= 1) text += `${pick(words)} `;
    for (let left = int(3); left >= 0; left -= 1) text += next() < 0.7 ? pick(common) : pick(rare);
    return text + pick([' ', ' ', '\n']);
  };
}

export function onlyEmoji({ next, pick }) {
  return pick(common) + (next() < 0.5 ? ' ' : '') + (next() < 0.3 ? pick(rare) : '');
}

/** Lines made of one character. */
export function ruled({ int, pick }) {
  const character = pick(['-', '=', ' ', '_', '*', '#', '~', '.', '- ', '│', '─', '\t', '0', 'A', 'x']);
  return character.repeat(5 + int(pick([20, 100, 400]))) + pick(['\n', '|', ' total ', '+', '\n\n\n']);
}
