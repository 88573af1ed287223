/** The rulings that decide about a token, by the numbers of the ledger's documentation. */
export const rules = {
  R1: 'A request continues the newest thread with which it shares a message.',
  R2: 'Output is not booked, unless it is waste.',
  R3: 'Input and output of an attempt that failed after it was billed.',
  R4: 'Output of an answer that was refused, filtered or broken off.',
  R5: 'Nobody told any usage.',
  R6: 'At least 12 words, nine tenths of them in one earlier block of the request.',
  R7: 'A result, where a later one of the same tool and arguments is current.',
  R8: 'A definition, in a session of at least three successful calls in which no model called the tool.',
  R10: 'State in the last request of its thread.',
  R12: 'Only the part that is missing is lost.',
  R13: 'Cleared units that were not waste, less the summary.',
  R14: 'No later request in its thread.',
  R16: 'It was waste in the last request that had it.',
  R17: 'A stub in its place, where the application has said that it is delivery.',
} as const satisfies Record<`R${number}`, string>;

/** Number of a ruling. */
export type Rule = keyof typeof rules;
