import { numberRule, type NumberRule } from './number-rule.ts';

const of = (rule: Omit<NumberRule, 'class'>): NumberRule => numberRule({ class: 'phone', ...rule });

/** By the North American numbering plan: neither area nor exchange begins with 0 or 1. */
const isNorthAmerican = (digits: string): boolean => /^1?[2-9]\d\d[2-9]\d{6}$/.test(digits);

/** Words that announce a telephone number. */
const announced =
  /(?:(?:cell|mobile|smart)?phone|(?:mobil)?tel(?:efono|éfono|efon|ephone)?|mobile?|cell|fax|call|whatsapp|sms|contact|reach \w+|handy|电话|電話|전화)[^a-z\d]*(?:number|no|at|is|on)?[^a-z\d]*$/i;

/**
 * Telephone numbers as people write them. A number with its country's code is found by its plus sign (see the finder);
 * these are the national forms, which begin with a zero or an area code in brackets, or are announced by a word.
 */
export const phoneNumbers: readonly NumberRule[] = [
  of({ digits: [10, 11], shapes: /^(?:1[-. ])?3([-.])3\1 ?4$/, check: isNorthAmerican }),
  of({ digits: [9, 11], shapes: /^[2-5]([- /.])[2-8](?:\1[2-4]){0,4}$/, check: isNational }),
  of({ digits: [9, 12], shapes: /^[3-5][- /][4-9](?:-\d)?$/, check: isNational }),
  of({ digits: [9, 12], shapes: /^[2-5][ /]\d(?:[- ]\d){1,3}$/, check: isNational }),
  of({ digits: [11, 11], shapes: /^3[- ]4[- ]4$/, check: (digits) => /^(?:01\d|1[3-9]\d)/.test(digits) }),
  of({ digits: [10, 15], shapes: /^[2-6] [\d ]+$/, check: (digits) => /^00[1-9]\d?[1-9]/.test(digits) }),
  of({ digits: [7, 15], label: announced }),
];

/** With the trunk prefix 0, and no date: the groups of a date are a day, a month and a year. */
function isNational(digits: string, shape: string): boolean {
  // A date, and the postcodes of the United States.
  if (!/^0[1-9]/.test(digits) || /^2[-./]2[-./]4/.test(shape) || shape === '5-4') return false;
  return !/^2[-. ]2[-. ]2$/.test(shape);
}
