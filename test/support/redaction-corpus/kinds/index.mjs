import { databases } from './databases.mjs';
import { hosting } from './cloud-hosting.mjs';
import { largeClouds } from './cloud-large.mjs';
import { platforms } from './cloud-platform.mjs';
import { keyBlocks } from './keys-blocks.mjs';
import { logins } from './keys-logins.mjs';
import { signedTokens } from './keys-signed.mjs';
import { wallets } from './keys-wallets.mjs';
import { models } from './models.mjs';
import { bankAccounts } from './pii-accounts.mjs';
import { americas } from './pii-americas.mjs';
import { anglo } from './pii-anglo.mjs';
import { asia } from './pii-asia.mjs';
import { cards } from './pii-cards.mjs';
import { italian } from './pii-codice.mjs';
import { documents } from './pii-documents.mjs';
import { europe } from './pii-europe.mjs';
import { nordic } from './pii-nordic.mjs';
import { reach } from './pii-reach.mjs';
import { chat } from './saas-chat.mjs';
import { forges, packaging } from './saas-code.mjs';
import { identity } from './saas-identity.mjs';
import { money } from './saas-money.mjs';
import { watching } from './saas-watch.mjs';
import { work } from './saas-work.mjs';

const secrets = [largeClouds, hosting, platforms, forges, packaging, chat, money, watching, work, identity, models];
const logIns = [databases, keyBlocks, signedTokens, wallets, logins];
const people = [cards, bankAccounts, reach, anglo, europe, italian, nordic, americas, asia, documents];

/** All kinds of values that must not survive. @type {import('./kind.mjs').Kind[]} */
export const kinds = [...secrets, ...logIns, ...people].flat();
