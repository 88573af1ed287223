/** Families of tokenizers whose vocabularies have been measured. */
export type TokenFamily = 'o200k' | 'claude' | 'gemini';

/**
 * Tokens per feature, in the order of the families `o200k`, `claude`, `gemini`. Fitted by `test/compat/tokens/fit.mjs` to
 * gpt-tokenizer 4.0.0, @anthropic-ai/tokenizer 0.0.4 (the last vocabulary that was published) and Gemma 3.
 */
export const coefficients = {
  word: [0.956, 0.951, 0.946],
  wordInside: [0.639, 1.005, 0.962],
  wordAfterPunct: [0.475, 0.889, 0.96],
  long: [0.094, 0.141, 0.096],
  digits: [0.872, 0.93, 0.415],
  digitChars: [0, 0, 0.815],
  hex: [0.578, 0.596, 0.885],
  noise: [0.682, 0.701, 0.698],
  latin1: [0.299, 0.633, 0.288],
  latinA: [2.504, 2.981, 1.97],
  viet: [1.078, 4.016, 0.971],
  punct: [1.076, 1.081, 1.029],
  punctMore: [0.451, 0.055, 0.109],
  repeat: [0.018, 0.008, 0.062],
  newline: [1.06, 0.58, 1.157],
  newlineAfterPunct: [0.237, 0.596, 1.002],
  spaces: [0.986, 0.103, 0.846],
  kjz: [1.007, 2.647, 1.009],
  rareCyrillic: [1.328, 1.79, 0.978],
  rareHan: [1.101, 2.181, 0.475],
  cyrillic: [0.274, 0.562, 0.261],
  han: [0.626, 0.814, 0.511],
  kana: [0.552, 0.832, 0.299],
  hangul: [0.694, 1.288, 0.649],
  wide: [2.483, 3.339, 2.624],
  greek: [0.389, 1.316, 0.399],
  arabic: [0.374, 1.151, 0.38],
  hebrew: [0.459, 1.063, 0.542],
  thai: [0.408, 1.813, 0.316],
  devanagari: [0.376, 1.333, 0.299],
  indic: [0.396, 2.189, 0.297],
  minor: [0.377, 1.314, 0.462],
  symbol: [0.463, 0.49, 0.432],
  astral: [1.062, 1.47, 0.767],
  other: [1.975, 3.078, 0.732],
} as const satisfies Record<string, readonly [o200k: number, claude: number, gemini: number]>;

export const families: readonly TokenFamily[] = ['o200k', 'claude', 'gemini'];
