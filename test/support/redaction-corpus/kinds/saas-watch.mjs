import { fill } from '../random/pattern.mjs';
import { made, tokens } from './kind.mjs';

const base64 = (text) => Buffer.from(text).toString('base64');

/** A Sentry organisation token holds where it belongs, as JSON, before its secret. */
function sentryOrgToken(random) {
  const claims =
    '{"iat":17<digit:8>.<digit:6>,"url":"https://sentry.io","region_url":"https://us.sentry.io","org":"<noun>"}';
  return `sntrys_${base64(fill(random, claims))}_${fill(random, '<b64:43>')}`;
}

/** A Grafana Cloud token is JSON as base64. */
function grafanaCloudToken(random) {
  return `glc_${base64(fill(random, '{"o":"<digit:6>","n":"<noun>","k":"<alnum:24>","m":{"r":"eu"}}'))}`;
}

/** A Grafana key of old is JSON as base64, without any prefix. */
function grafanaLegacyKey(random) {
  return base64(fill(random, '{"k":"<alnum:32>","n":"<noun>-<noun>-<noun>","id":1}'));
}

const table = tokens('saas', [
  ['sentry-user-token', 'sntryu_<hex:64>'],
  ['sentry-legacy-token', '<hex:64>', 'SENTRY_AUTH_TOKEN=<>'],
  ['sentry-dsn-secret', '<hex:32>', 'https://<hex:32>:<>@sentry.io/<digit:6>'],
  ['datadog-api-key', '<hex:32>', 'DD_API_KEY=<>', 'DD-API-KEY: <>', 'datadog_api_key: "<>"'],
  ['datadog-application-key', '<hex:40>', 'DD_APP_KEY=<>', 'DD-APPLICATION-KEY: <>'],
  ['newrelic-user-key', 'NRAK-<upperNum:27>'],
  ['newrelic-insert-key', 'NRII-<b64url:32>'],
  ['newrelic-browser-key', 'NRJS-<hex:19>'],
  ['newrelic-license-key', '<hex:36>NRAL'],
  ['grafana-service-account', 'glsa_<alnum:32>_<hex:8>'],
  ['honeycomb-ingest-key', 'hcaik_01<crockford:56>'],
  ['honeycomb-management-key', 'hcamk_01<crockford:56>'],
  ['honeycomb-legacy-key', '<hex:32>', 'x-honeycomb-team: <>', 'HONEYCOMB_API_KEY=<>'],
  ['pagerduty-key', '<b64url:20>', 'PAGERDUTY_API_KEY=<>', 'Authorization: Token token=<>'],
  ['pagerduty-user-token', 'u+<alnum:18>', 'PAGERDUTY_TOKEN=<>'],
  ['axiom-token', 'xaat-<uuid>'],
  ['logz-token', '<letters:32>', 'LOGZIO_TOKEN=<>'],
  ['sumologic-access-key', '<alnum:64>', 'SUMOLOGIC_ACCESSKEY=<>'],
  ['splunk-hec-token', '<uuid>', 'Authorization: Splunk <>'],
  ['posthog-personal-key', 'phx_<alnum:43>'],
  ['statsig-secret', 'secret-<alnum:40>', 'STATSIG_SECRET_KEY=<>'],
  ['launchdarkly-sdk-key', 'sdk-<uuid>'],
  ['launchdarkly-api-key', 'api-<uuid>'],
  ['rollbar-token', '<hex:32>', 'ROLLBAR_ACCESS_TOKEN=<>'],
  ['bugsnag-key', '<hex:32>', 'BUGSNAG_API_KEY=<>'],
]);

const structured = made('saas', [
  ['sentry-org-token', sentryOrgToken],
  ['grafana-cloud-token', grafanaCloudToken],
  ['grafana-legacy-key', grafanaLegacyKey],
]);

/** What watches other programs, and switches their features. */
export const watching = [...table, ...structured];
