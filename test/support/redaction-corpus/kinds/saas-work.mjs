import { fill } from '../random/pattern.mjs';
import { made, tokens } from './kind.mjs';

/** A Mapbox token holds the user and an id as JSON; `sk.` is secret, and `pk.` can be used up by others. */
function mapbox(prefix) {
  return (random) => {
    const claims = Buffer.from(fill(random, '{"u":"<noun><digit:3>","a":"ck<lowerNum:23>"}')).toString('base64url');
    return `${prefix}.${claims}.${fill(random, '<b64url:22>')}`;
  };
}

const table = tokens('saas', [
  ['notion-legacy-token', 'secret_<alnum:43>'],
  ['notion-token', 'ntn_<digit:11><alnum:35>'],
  ['linear-key', 'lin_api_<alnum:40>'],
  ['linear-oauth', 'lin_oauth_<hex:64>'],
  ['asana-pat', '1/<digit:16>:<hex:32>', 'ASANA_ACCESS_TOKEN=<>', 'asana_token: "<>"'],
  ['asana-client-secret', '<hex:32>', 'ASANA_CLIENT_SECRET=<>'],
  ['airtable-pat', 'pat<alnum:14>.<hex:64>'],
  ['airtable-legacy-key', 'key<alnum:14>', 'AIRTABLE_API_KEY=<>'],
  ['figma-pat', 'figd_<b64url:40>'],
  ['miro-token', 'eyJtaXJvLm9yaWdpbiI6ImV1MDEifQ_<b64url:27>'],
  ['dropbox-short-token', 'sl.<b64url:135>', 'DROPBOX_ACCESS_TOKEN=<>', 'dropbox_token = "<>"'],
  ['dropbox-long-token', '<alnum:11>AAAAAAAAAA<b64url:43>', 'DROPBOX_TOKEN=<>'],
  ['box-token', '<alnum:32>', 'BOX_DEVELOPER_TOKEN=<>'],
  ['hubspot-private-app', 'pat-na1-<uuid>'],
  ['hubspot-eu-app', 'pat-eu1-<uuid>'],
  ['salesforce-session', '00D<alnum:12>!<alnum:96>'],
  ['contentful-pat', 'CFPAT-<b64url:43>'],
  ['contentful-delivery-token', '<b64url:43>', 'CONTENTFUL_ACCESS_TOKEN=<>', 'contentful_token: "<>"'],
  ['postman-key', 'PMAK-<hex:24>-<hex:34>'],
  ['typeform-token', 'tfp_<b64url:44>_<alnum:14>'],
  ['readme-key', 'rdme_<lowerNum:70>'],
  ['frameio-token', 'fio-u-<b64url:64>'],
  ['algolia-admin-key', '<hex:32>', 'ALGOLIA_ADMIN_KEY=<>', 'X-Algolia-API-Key: <>'],
  ['rapidapi-key', '<alnum:50>', 'X-RapidAPI-Key: <>', 'RAPIDAPI_KEY=<>'],
  ['monday-token', '<hex:64>', 'MONDAY_API_TOKEN=<>'],
  ['trello-token', 'ATTA<hex:64><HEX:8>'],
  ['clickup-token', 'pk_<digit:8>_<upperNum:32>'],
  ['calendly-token', '<b64url:64>', 'CALENDLY_TOKEN=<>'],
  ['zapier-webhook', '<lowerNum:7>', 'https://hooks.zapier.com/hooks/catch/<digit:7>/<>/'],
  ['make-webhook', '<alnum:32>', 'https://hook.eu1.make.com/<>'],
]);

/** Documents, tasks, maps and forms. */
export const work = [
  ...table,
  ...made('saas', [
    ['mapbox-secret', mapbox('sk')],
    ['mapbox-public', mapbox('pk')],
  ]),
];
