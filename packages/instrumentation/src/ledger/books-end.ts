import type { Seam } from '../seam/seam.ts';

/** The process ends: the books of every session are closed. */
export function booksEnd({ ledger, sessions }: Seam): void {
  sessions.endAll();
  ledger.closeAll();
}
