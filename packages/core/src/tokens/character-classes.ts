/** What the estimator knows of a character. Classes up to `viet` make words, those from `script` on are counted one by one. */
export const classes = {
  space: 0,
  newline: 1,
  punctuation: 2,
  digit: 3,
  lower: 4,
  upper: 5,
  /** k, j and z: rare in English and in source code, common in languages whose words break into more pieces. */
  kjz: 6,
  latin1: 7,
  latinA: 8,
  viet: 9,
  script: 10,
} as const;

/** Bit of a letter that few languages of its script use; their text breaks into more pieces. */
export const RARE = 32;
/** Bits of the class itself. */
export const CLASS_BITS = 31;

type Range = readonly [from: number, to: number];

/** Scripts by their ranges of UTF-16 code units. `minor` are Armenian, Burmese, Georgian and Khmer; `other` is the rest. */
const scripts = {
  cyrillic: [[0x400, 0x52f]],
  han: [
    [0x3400, 0x4dbf],
    [0x4e00, 0x9fff],
    [0xf900, 0xfaff],
  ],
  kana: [[0x3040, 0x30ff]],
  hangul: [[0xac00, 0xd7af]],
  wide: [
    [0x3000, 0x303f],
    [0xff00, 0xffef],
  ],
  greek: [
    [0x370, 0x3ff],
    [0x1f00, 0x1fff],
  ],
  arabic: [
    [0x600, 0x77f],
    [0xfb50, 0xfdff],
    [0xfe70, 0xfefe],
  ],
  hebrew: [[0x590, 0x5ff]],
  thai: [[0xe00, 0xe7f]],
  devanagari: [[0x900, 0x97f]],
  indic: [[0x980, 0xdff]],
  minor: [
    [0x530, 0x58f],
    [0x1000, 0x10ff],
    [0x1780, 0x17ff],
  ],
  symbol: [
    [0xa0, 0xbf],
    [0x300, 0x36f],
    [0x2000, 0x2bff],
    [0xfe00, 0xfe0f],
  ],
  astral: [[0xd800, 0xdfff]],
  other: [],
} as const satisfies Record<string, readonly Range[]>;

export type Script = keyof typeof scripts;
/** Scripts in the order of their classes. */
export const scriptNames = Object.keys(scripts) as readonly Script[];

// Frequent letters that only Ukrainian and Belarusian, or only traditional Chinese, use.
const RARE_LETTERS =
  'іїєґІЇЄҐўЎ個這來們為時對說會國學發經過還進開關無現動問題請樣應該點見長實際員資訊網頁顯載檔設選項錄處計檢視從當後種數參與將變類單屬態錯誤';

/** Class of every UTF-16 code unit. */
export const classOf: Uint8Array = makeTable();

function makeTable(): Uint8Array {
  const table = new Uint8Array(0x10000).fill(classes.script + scriptNames.length - 1);
  const mark = (value: number, [from, to]: Range): unknown => table.fill(value, from, to + 1);
  mark(classes.punctuation, [0, 0x7f]);
  mark(classes.digit, [48, 57]);
  mark(classes.lower, [97, 122]);
  mark(classes.upper, [65, 90]);
  mark(classes.space, [9, 13]);
  mark(classes.space, [32, 32]);
  for (const code of [10, 13]) mark(classes.newline, [code, code]);
  mark(classes.latin1, [0xc0, 0xff]);
  mark(classes.latinA, [0x100, 0x24f]);
  mark(classes.viet, [0x1e00, 0x1eff]);
  scriptNames.forEach((name, index) => scripts[name].forEach((range) => mark(classes.script + index, range)));
  for (const letter of 'kjz') table[letter.charCodeAt(0)] = classes.kjz;
  for (const letter of RARE_LETTERS) table[letter.charCodeAt(0)] = (table[letter.charCodeAt(0)] ?? 0) | RARE;
  return table;
}
