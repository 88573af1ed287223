/** How a column stands. */
export interface Column {
  readonly title: string;
  readonly align?: 'right';
}

const GAP = '  ';

/** Lines of a table: a row of titles, then the rows. Cells are plain text; `decorate` dresses a padded cell. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  decorate: (cell: string, row: number, column: number) => string = (cell) => cell,
): readonly string[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[], row: number): string =>
    columns
      .map(({ align }, index) => {
        const cell = cells[index] ?? '';
        const width = widths[index] ?? 0;
        return decorate(align === 'right' ? cell.padStart(width) : cell.padEnd(width), row, index);
      })
      .join(GAP)
      .trimEnd();
  return [
    line(
      columns.map(({ title }) => title),
      -1,
    ),
    ...rows.map((cells, index) => line(cells, index)),
  ];
}
