// Prints the mean relative error of the estimator per kind of text and family, as JSON: of pieces like those that it was
// fitted to, and of sources apart. With --write it writes the page too.
import { writeFileSync } from 'node:fs';
import { estimateTokens } from '@mcp-otel/core';
import { groupBy, rows } from './rows.mjs';

const families = ['o200k', 'claude', 'gemini'];
const measured = (await rows(Number(process.argv[2] ?? 16), families)).filter((row) => row.measured);

const table = {};
for (const [name, list] of groupBy(measured, (row) => row.name)) {
  table[name] = Object.fromEntries(
    families.map((family) => {
      const error = ({ text, tokens }) => Math.abs(estimateTokens(text, family) / tokens[family] - 1);
      const mean = (some) => (some.length === 0 ? null : some.reduce((sum, row) => sum + error(row), 0) / some.length);
      return [
        family,
        { alike: mean(list.filter(({ apart }) => !apart)), apart: mean(list.filter(({ apart }) => apart)) },
      ];
    }),
  );
}
console.log(JSON.stringify(table));
if (process.argv.includes('--write'))
  writeFileSync(new URL('../../../packages/core/docs/token-estimate.md', import.meta.url), page());

function page() {
  const percent = (error) => (error === null ? '' : (100 * error).toFixed(1));
  const cells = ({ alike, apart }) => `${percent(alike)} | ${percent(apart)}`;
  const lines = Object.entries(table).map(
    ([name, each]) => `| ${name} | ${families.map((family) => cells(each[family])).join(' | ')} |`,
  );
  return `# Token estimate

Where a provider tells no counts, and wherever a total has to be divided, tokens are estimated: one pass over the text
counts 33 kinds of characters and words, and each family of tokenizers has a price for each kind. Once a provider has
told counts for a model, estimates for it are scaled by what was learnt (\`mcp_otel.tokens.source\` is then
\`calibrated\`). Claude's newer tokenizers are not published, so this scale matters most there. \`MCP_OTEL_TOKENIZER\`
switches to exact counts by \`gpt-tokenizer\`, or to none.

Mean error in per cent per 3,000 characters, written by \`node test/compat/tokens/measure.mjs 60 --write\`: on pieces of
the texts that the estimator was fitted to (other pieces than those), and on texts apart. It errs most on lines made of one
character and on scripts that few texts use; a text of 20 to 50 characters errs by 10 to 14 per cent, one or two tokens.

| text | o200k | apart | claude | apart | gemini | apart |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}
`;
}
