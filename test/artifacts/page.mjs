// How a page of the reference is put together.
const generated = 'Generated from the tables in `src/` by `npm run artifacts`; changes go there.';

export function page(title, intro, body) {
  return `# ${title}\n\n${intro}\n${generated}\n\n${body}`;
}

export function table(titles, rows) {
  return [titles, titles.map(() => '---'), ...rows].map(line).join('');
}

function line(cells) {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
}

export function code(text) {
  return `\`${text}\``;
}
