import { fill } from '../random/pattern.mjs';
import { made, tokens } from './kind.mjs';

/** A Discord token starts with the id of the bot as base64. */
function discordToken(random) {
  const id = Buffer.from(fill(random, '1<digit:17>')).toString('base64').replaceAll('=', '');
  return `${id}.${fill(random, '<b64url:6>.<b64url:38>')}`;
}

const slack = tokens('saas', [
  ['slack-bot-token', 'xoxb-<digit:12>-<digit:13>-<alnum:24>'],
  ['slack-user-token', 'xoxp-<digit:12>-<digit:12>-<digit:13>-<hex:32>'],
  ['slack-workspace-token', 'xoxa-2-<digit:12>-<digit:12>-<digit:12>-<hex:32>'],
  ['slack-refresh-token', 'xoxe-1-<alnum:146>'],
  ['slack-rotated-token', 'xoxe.xoxp-1-<alnum:163>'],
  ['slack-legacy-token', 'xoxs-<digit:11>-<digit:11>-<digit:12>-<hex:10>'],
  ['slack-app-token', 'xapp-1-A<upperNum:10>-<digit:13>-<hex:64>'],
  ['slack-webhook', '<alnum:24>', 'https://hooks.slack.com/services/T<upperNum:8>/B<upperNum:10>/<>'],
]);

const others = tokens('saas', [
  ['discord-webhook', '<b64url:68>', 'https://discord.com/api/webhooks/1<digit:18>/<>'],
  ['telegram-bot-token', '<digit:10>:AA<b64url:33>'],
  ['teams-webhook', '<hex:32>/<uuid>', 'https://<noun>.webhook.office.com/webhookb2/<uuid>@<uuid>/IncomingWebhook/<>'],
  ['mattermost-token', '<lowerNum:26>', 'MATTERMOST_TOKEN=<>'],
  ['intercom-token', '<b64url:60>', 'INTERCOM_ACCESS_TOKEN=<>', 'intercom_token: "<>"'],
  ['zendesk-secret', '<alnum:40>', 'ZENDESK_API_TOKEN=<>', 'zendesk_secret_key: "<>"'],
  ['twilio-api-key', 'SK<hex:32>'],
  ['twilio-auth-token', '<hex:32>', 'TWILIO_AUTH_TOKEN=<>', 'twilio_auth_token: "<>"'],
  ['sendgrid-key', 'SG.<b64url:22>.<b64url:43>'],
  ['mailgun-key', 'key-<hex:32>'],
  ['mailgun-signing-key', '<hex:32>-<hex:8>-<hex:8>', 'MAILGUN_API_KEY=<>'],
  ['mailchimp-key', '<hex:32>-us<digit:2>'],
  ['brevo-key', 'xkeysib-<hex:64>-<alnum:16>'],
  ['resend-key', 're_<alnum:8>_<alnum:24>'],
  ['postmark-token', '<uuid>', 'X-Postmark-Server-Token: <>', 'POSTMARK_API_TOKEN=<>'],
  ['messagebird-key', '<alnum:25>', 'MESSAGEBIRD_API_KEY=<>'],
  ['vonage-secret', '<alnum:16>', 'VONAGE_API_SECRET=<>'],
]);

/** What people and machines talk through. */
export const chat = [...slack, ...others, ...made('saas', [['discord-bot-token', discordToken]])];
