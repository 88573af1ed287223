/** What a redactor takes out, by class. The class stands in the marker and is the label of the counter. */
export const redactionClasses = {
  cloud_key: 'Keys and tokens of cloud and hosting providers.',
  service_token: 'Keys and tokens of other services, and addresses of their webhooks.',
  registry_token: 'Tokens of package registries and code hosts.',
  model_key: 'Keys of model providers and of services around models.',
  private_key: 'Private keys: PEM, PGP, JWK, age, wallets.',
  jwt: 'Signed and encrypted web tokens.',
  authorization: 'Credentials of HTTP headers, cookies included.',
  password: 'Values of keys that name a secret, and credentials in addresses.',
  seed_phrase: 'Words from which a wallet is restored.',
  card: 'Payment cards, by their check digit.',
  iban: 'Bank accounts, by their check digits.',
  national_id: 'Numbers of persons and firms that states give out.',
  email: 'E-mail addresses.',
  phone: 'Telephone numbers.',
  custom: 'What rules of your own have found.',
  unchecked: 'Text that could not be checked: a rule of your own was too slow or failed.',
} as const satisfies Record<string, string>;

/** Class of what was taken out. */
export type RedactionClass = keyof typeof redactionClasses;

/** Classes about persons. They do not count in attributes whose purpose is to name a person. */
export const personalClasses: ReadonlySet<RedactionClass> = new Set([
  'card',
  'iban',
  'national_id',
  'email',
  'phone',
] satisfies RedactionClass[]);
