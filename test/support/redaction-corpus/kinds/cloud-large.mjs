import { fill } from '../random/pattern.mjs';
import { made, tokens } from './kind.mjs';
import { escapedPem } from './pem.mjs';

const base64 = (text) => Buffer.from(text).toString('base64');

/** A Bedrock key: its name, the account and the key itself, as base64 behind a prefix. */
function bedrockKey(random) {
  return `ABSK${base64(fill(random, 'BedrockAPIKey-<lowerNum:4>-at-<digit:12>:<b64:40>'))}`;
}

/** A short-lived Bedrock key is a presigned request as base64. */
function bedrockShortKey(random) {
  const query = 'Action=CallWithBearerToken&X-Amz-Credential=ASIA<base32:16>&X-Amz-Signature=<hex:64>';
  return `bedrock-api-key-${base64(`bedrock.amazonaws.com/?${fill(random, query)}&Version=1`)}`;
}

const serviceAccount =
  '{"type":"service_account","project_id":"<noun>-<digit:6>","private_key_id":"<hex:40>","private_key":"<>",' +
  '"client_id":"1<digit:20>","token_uri":"https://oauth2.googleapis.com/token"}';

const aws = tokens('cloud', [
  ['aws-access-key-id', 'AKIA<base32:16>'],
  ['aws-temporary-access-key-id', 'ASIA<base32:16>'],
  ['aws-bearer-key-id', 'ABIA<base32:16>'],
  ['aws-context-key-id', 'ACCA<base32:16>'],
  [
    'aws-secret-access-key',
    '<b64:40>',
    'AWS_SECRET_ACCESS_KEY=<>',
    'aws_secret_access_key = <>',
    '"SecretAccessKey": "<>"',
    "secretAccessKey: '<>'",
  ],
  ['aws-session-token', 'IQoJb3JpZ2luX2Vj<b64:340-420>', 'AWS_SESSION_TOKEN=<>', '"SessionToken": "<>"'],
  ['aws-appsync-key', 'da2-<lowerNum:26>'],
  ['aws-mws-key', 'amzn.mws.<uuid>'],
  ['aws-presigned-signature', '<hex:64>', 'https://<noun>.s3.amazonaws.com/a.txt?X-Amz-Expires=900&X-Amz-Signature=<>'],
]);

const google = tokens('cloud', [
  ['gcp-api-key', 'AIza<b64url:35>'],
  ['google-oauth-client-secret', 'GOCSPX-<b64url:28>'],
  ['google-oauth-access-token', 'ya29.a0<b64url:150-210>'],
  ['google-oauth-refresh-token', '1//0<digit:1><b64url:60-98>'],
  ['gemini-auth-key', 'AQ.Ab8RN6<b64url:44>'],
  ['firebase-cloud-messaging-key', 'AAAA<b64url:7>:APA91b<b64url:134>'],
  ['gcp-hmac-secret', '<b64:40>', 'GOOG1E<upperNum:55> secret_access_key=<>'],
]);

const azure = tokens('cloud', [
  [
    'azure-storage-key',
    '<b64:76>+ASt<b64:6>==',
    'DefaultEndpointsProtocol=https;AccountName=<noun>;AccountKey=<>;EndpointSuffix=core.windows.net',
    'AccountKey=<>',
  ],
  ['azure-ad-client-secret', '<alnum:3><digit:1>Q~<alnum:31-34>'],
  [
    'azure-sas-signature',
    '<alnum:43>%3D',
    'https://<noun>.blob.core.windows.net/c/f?sv=2022-11-02&sp=r&se=2031-01-01T00%3A00%3A00Z&sig=<>',
  ],
  ['azure-devops-pat', '<alnum:76>AZDO<alnum:4>'],
  ['azure-devops-legacy-pat', '<base32lower:52>', 'AZURE_DEVOPS_EXT_PAT=<>', 'azure_devops_pat: "<>"'],
  ['azure-openai-key', '<alnum:52>JQQJ99BCAC<alnum:10>AAABACOG<alnum:4>'],
  ['azure-openai-legacy-key', '<hex:32>', 'AZURE_OPENAI_API_KEY=<>', 'Ocp-Apim-Subscription-Key: <>'],
  [
    'azure-service-bus-key',
    '<b64:43>=',
    'Endpoint=sb://<noun>.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=<>',
  ],
  ['azure-function-key', '<b64url:52>AzFu<b64url:4>==', 'https://<noun>.azurewebsites.net/api/run?code=<>'],
  ['azure-container-key', '<b64:42>+ACR<b64:6>'],
]);

const structured = made('cloud', [
  ['aws-bedrock-key', bedrockKey],
  ['aws-bedrock-short-key', bedrockShortKey],
  ['gcp-service-account-key', escapedPem, serviceAccount],
]);

/** AWS, Google Cloud and Azure. */
export const largeClouds = [...aws, ...google, ...azure, ...structured];
