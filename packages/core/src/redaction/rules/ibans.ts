import { mod97 } from './checksums.ts';

/** Length of an account number by country, from the IBAN registry of SWIFT. */
const lengths: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 ' +
    'FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 ' +
    'LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 ' +
    'RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))] as const),
);

/** End of the IBAN that begins at `start`, written in one piece or in groups; undefined when there is none. */
export function ibanEnd(text: string, start: number): { readonly end: number; readonly iban: string } | undefined {
  const length = lengths.get(text.slice(start, start + 2).toUpperCase());
  if (length === undefined) return undefined;
  let iban = '';
  let end = start;
  while (iban.length < length) {
    const code = text.charCodeAt(end);
    if (isAlphanumeric(code)) iban += text[end];
    else if (!isGap(code) || !isAlphanumeric(text.charCodeAt(end + 1))) return undefined;
    end += 1;
  }
  const isWhole = !isAlphanumeric(text.charCodeAt(end));
  return isWhole && isValid(iban) ? { end, iban: iban.toUpperCase() } : undefined;
}

function isValid(iban: string): boolean {
  return mod97(`${iban.slice(4)}${iban.slice(0, 4)}`) === 1;
}

function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function isGap(code: number): boolean {
  return code === 32 || code === 45 || code === 0xa0;
}
