import { templates } from './shape.mjs';

/** What has an at sign and is no address. */
export const nearEmails = templates([
  [
    'git-remote',
    'git@github.com:<noun>/<noun>-<noun>.git',
    'git clone git@gitlab.<noun>.internal:<noun>/<noun>.git',
    'origin  git@github.com:<noun>/<noun>.git (fetch)',
  ],
  ['git-remote-ssh', 'ssh://git@<noun>-host/<noun>/<noun>.git', 'git+ssh://git@<noun>:22/<noun>.git'],
  [
    'image-density',
    '<noun>@2x.png',
    'assets/icons/<noun>-<noun>@3x.webp',
    '<img src="/static/<noun>@2x.png" alt="<noun>">',
  ],
  [
    'package-version',
    '<noun>@<digit:1>.<digit:2>.<digit:1>',
    '@<noun>/<noun>@^<digit:1>.<digit:1>.<digit:2>',
    'added <noun>-<noun>@<digit:1>.<digit:1>.<digit:1>-beta.<digit:1>',
    'npx <noun>@latest --help',
  ],
  ['image-digest', '<noun>/<noun>@sha256:<hex:64>', 'image: <noun>:<digit:1>.<digit:2>@sha256:<hex:64>'],
  [
    'decorator',
    '@app.route("/<noun>")',
    '@Component({ selector: "app-<noun>" })',
    "@pytest.mark.parametrize('<noun>', [1, 2])",
  ],
  [
    'prompt',
    'root@<noun>-0<digit:1>:~# ls <noun>',
    'ubuntu@ip-10-0-<digit:2>-<digit:2>:/srv/<noun>$ tail -f <noun>.log',
  ],
  ['mention', 'Thanks @<noun><digit:2>, please look at #<digit:4>.', 'cc @<noun> @<noun>-bot'],
  [
    'css-rule',
    '@media (min-width: <digit:3>px) { .<noun> { color: #<hex:6>; } }',
    '.<noun>-<noun>::before { background: #<hex:3>; }',
    '@import url("<noun>.css");',
  ],
  ['at-time', 'meet @ <digit:1>pm near the <noun>', '<noun> @ <digit:2>.<digit:2> per kg'],
]);
