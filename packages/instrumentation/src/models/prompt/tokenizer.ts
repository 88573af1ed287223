import { createRequire } from 'node:module';
import { join } from 'node:path';

/** How tokens are counted where the provider does not tell. */
export type Tokenizer =
  | { readonly kind: 'estimate' | 'off' }
  | { readonly kind: 'exact'; readonly count: (text: string) => number | undefined };

/** Longest run without a blank that is counted in one piece: byte-pair encoding takes time by the square of it. */
const MAX_RUN = 256;
/** Longest text that is counted; a longer one is estimated. */
const MAX_CHARS = 200_000;

type CountTokens = (text: string, options: { readonly disallowedSpecial: ReadonlySet<string> }) => number;
/** Text that looks like a special token is text. */
const NO_SPECIAL = { disallowedSpecial: new Set<string>() };

/**
 * The tokenizer that the operator wants. An exact one needs `gpt-tokenizer`, which the application has installed; it is
 * loaded with the first text, and takes some 70 MB.
 */
export function tokenizerOf(choice: string, warn: (sentence: string) => void): Tokenizer {
  if (choice === 'off' || choice === 'estimate') return { kind: choice };
  let loaded: CountTokens | 'missing' | undefined;
  return {
    kind: 'exact',
    count: (text) => {
      loaded ??= load(choice, warn);
      return loaded === 'missing' || text.length > MAX_CHARS ? undefined : count(loaded, text);
    },
  };
}

function load(choice: string, warn: (sentence: string) => void): CountTokens | 'missing' {
  try {
    const fromApplication = createRequire(process.argv[1] ?? join(process.cwd(), 'x'));
    const { countTokens } = fromApplication(`gpt-tokenizer/encoding/${choice}_base`) as { countTokens: CountTokens };
    return countTokens;
  } catch {
    warn(`MCP_OTEL_TOKENIZER=${choice} needs gpt-tokenizer; estimating instead. To count: npm install gpt-tokenizer`);
    return 'missing';
  }
}

/** A run that is too long is cut first; each cut costs at most one token. */
function count(countTokens: CountTokens, text: string): number {
  let tokens = 0;
  for (const piece of cutRuns(text)) tokens += countTokens(piece, NO_SPECIAL);
  return tokens;
}

function cutRuns(text: string): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const { index, 0: run } of text.matchAll(LONG_RUN)) {
    pieces.push(text.slice(start, index));
    for (let at = 0; at < run.length; at += MAX_RUN) pieces.push(run.slice(at, at + MAX_RUN));
    start = index + run.length;
  }
  return [...pieces, text.slice(start)].filter((piece) => piece !== '');
}

// Runs of blanks are as bad as runs without any.
const LONG_RUN = new RegExp(String.raw`[^\s]{${MAX_RUN + 1},}|\s{${MAX_RUN + 1},}`, 'g');
