import { draw, fill } from '../random/pattern.mjs';
import { pick } from '../random/seeded.mjs';
import { made } from './kind.mjs';

const people = [
  'anna',
  'jonas',
  'maria.lopez',
  'j.smith',
  'wei_chen',
  'fatima',
  'o.nowak',
  'sven-erik',
  'priya89',
  'tom',
];
const tops = ['com', 'org', 'io', 'de', 'co.uk', 'fr', 'com.br', 'dev', 'museum', 'ai'];

/** A made-up domain of two words. */
const domain = (random) => fill(random, '<noun>-<noun>.') + pick(random, tops);

/** An address of a person at a domain. */
function email(form) {
  return (random) => fill(random, form).replace('NAME', pick(random, people)).replace('DOMAIN', domain(random));
}

const unicodeDomains = ['bücher-müller.de', 'café-zürich.ch', 'пример-почта.рф', '例え商店.jp', 'señales-niño.es'];
const unicodeNames = ['josé.garcía', 'jürgen', 'анна', 'zoë', '田中'];

/** An address whose domain, name or both are not ASCII. */
function unicodeEmail(random) {
  const name = pick(random, [...unicodeNames, ...people]);
  return `${name}${fill(random, '<digit:2>')}@${fill(random, '<noun>')}.${pick(random, unicodeDomains)}`;
}

const emails = made('pii', [
  ['email', email('NAME@DOMAIN')],
  [
    'email-mailbox',
    (random) => `${email('NAME<digit:3>')(random)}@${pick(random, ['gmail.com', 'outlook.com', 'gmx.de'])}`,
  ],
  ['email-tagged', email('NAME+<noun><digit:2>@DOMAIN')],
  ['email-subdomain', email('NAME@mail.eu.DOMAIN')],
  ['email-upper', (random) => email('NAME@DOMAIN')(random).toUpperCase()],
  ['email-signs', email("NAME_<digit:2>%x'y@DOMAIN")],
  ['email-quoted', email('"<noun> NAME"@DOMAIN')],
  ['email-unicode', unicodeEmail],
  ['email-punycode', email('NAME@xn--bcher-kva<lower:2>.de')],
  ['email-mailto', email('NAME@DOMAIN'), 'mailto:<>?subject=hi', '"<Noun> <Noun>" <<>>'],
]);

const areas = ['212', '415', '312', '206', '617', '303', '512', '786', '646', '404'];
const american = (random) => [
  pick(random, areas),
  draw(random, '23456789', 1) + fill(random, '<digit:2>'),
  fill(random, '<digit:4>'),
];

/** An American number, written in one of the usual ways. */
function usPhone(random) {
  const [area, exchange, line] = american(random);
  return pick(random, [
    `(${area}) ${exchange}-${line}`,
    `${area}-${exchange}-${line}`,
    `+1 ${area} ${exchange} ${line}`,
    `${area}.${exchange}.${line}`,
  ]);
}

const mobiles = [
  '+4915<digit:9>',
  '+447<digit:9>',
  '+336<digit:8>',
  '+346<digit:8>',
  '+9198<digit:8>',
  '+5511 9<digit:8>',
];
const grouped = [
  '+49 30 <digit:4> <digit:4>',
  '+49 (0)89 <digit:4>-<digit:2>',
  '+44 20 7<digit:3> <digit:4>',
  '+33 6 <digit:2> <digit:2> <digit:2> <digit:2>',
  '+34 612 <digit:3> <digit:3>',
  '+39 347 <digit:3> <digit:4>',
  '+91 98<digit:3> <digit:5>',
  '+81 3-<digit:4>-<digit:4>',
  '+55 11 9<digit:4>-<digit:4>',
  '+61 4<digit:2> <digit:3> <digit:3>',
  '0049 171 <digit:7>',
];
const one = (patterns) => (random) => fill(random, pick(random, patterns));

const phones = made('pii', [
  ['phone-e164', one(mobiles.map((pattern) => pattern.replace(' ', '')))],
  ['phone-international', one(grouped)],
  ['phone-us', usPhone],
  ['phone-uk', one(['020 7<digit:3> <digit:4>', '07<digit:3> <digit:6>', '(0161) <digit:3> <digit:4>'])],
  ['phone-fr', one(['06 <digit:2> <digit:2> <digit:2> <digit:2>', '01.<digit:2>.<digit:2>.<digit:2>.<digit:2>'])],
  ['phone-br', one(['(11) 9<digit:4>-<digit:4>', '(21) 3<digit:3>-<digit:4>'])],
  ['phone-jp', one(['03-<digit:4>-<digit:4>', '090-<digit:4>-<digit:4>'])],
  [
    'phone-de',
    one(['030 <digit:7>', '0171/<digit:7>', '089-<digit:6>', '(040) <digit:3> <digit:4>']),
    'Tel.: <>',
    'Telefon: <>',
    'Mobil <>',
  ],
  [
    'phone-other',
    one([
      '612 <digit:2> <digit:2> <digit:2>',
      '06-<digit:8>',
      '0412 <digit:3> <digit:3>',
      '08-<digit:3> <digit:3> <digit:2>',
    ]),
    'phone: <>',
    'Tel. <>',
    '"phone": "<>"',
  ],
]);

/** How people are reached. */
export const reach = [...emails, ...phones];
