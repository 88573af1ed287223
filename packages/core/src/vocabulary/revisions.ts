/** Revisions of MCP, oldest first. Other names that a peer declares are no metric labels. */
export const revisions: readonly string[] = [
  '2024-10-07',
  '2024-11-05',
  '2025-03-26',
  '2025-06-18',
  '2025-11-25',
  '2026-07-28',
];
