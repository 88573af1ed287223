import type { Found } from './found.ts';

/** Digests of passwords in the form of crypt(3) and of the password hashing competition. */
const FORM =
  /\$(?:2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|(?:1|5|6|7|y|gy|apr1|sha1)\$[^$\s"'`<>]{1,64}\$[./A-Za-z0-9$]{16,128}|[PH]\$[./A-Za-z0-9]{31}|(?:argon2(?:id|i|d)|scrypt|pbkdf2(?:-sha\d{1,3})?)\$[A-Za-z0-9=,./+$-]{20,256})/y;

/** The digest of a password at a dollar sign. */
export function passwordHashAt(text: string, dollar: number): Found | undefined {
  FORM.lastIndex = dollar;
  const match = FORM.exec(text)?.[0];
  return match === undefined ? undefined : { start: dollar, end: dollar + match.length, class: 'password' };
}
