import { appendFileSync, chownSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCertificates, type Certificates } from '../../../../test/support/certificates.ts';
import { ownCluster, type OwnCluster } from '../../../../test/support/own-cluster.ts';
import { some, testDeliverer } from '../../../../test/support/test-deliverer.ts';
import { withClient } from './with-client.ts';

let cluster: OwnCluster;
let certificates: Certificates;

beforeAll(async () => {
  cluster = await ownCluster();
  const { data } = cluster;
  certificates = await makeCertificates(data);
  const { uid, gid } = statSync(data);
  const give = (name: string, text: string): void => {
    writeFileSync(join(data, name), text, { mode: 0o600 });
    chownSync(join(data, name), uid, gid);
  };
  give('server.crt', certificates.server.cert);
  give('server.key', certificates.server.key);
  give('root.crt', certificates.ca);
  appendFileSync(join(data, 'postgresql.conf'), "\nssl = on\nssl_ca_file = 'root.crt'\n");
  const rules = readFileSync(join(data, 'pg_hba.conf'), 'utf8');
  give('pg_hba.conf', `hostssl all badge all cert map=badge\nhostnossl all all all reject\n${rules}`);
  give('pg_ident.conf', 'badge client badge\n');
  await withClient(cluster.url, async (client) => {
    await client.query('CREATE ROLE badge SUPERUSER LOGIN');
    await client.query('SELECT pg_reload_conf()');
  });
});
afterAll(() => cluster[Symbol.asyncDispose]());

/** The server under a name, with what a client knows of it. */
function addressOf(user: string | undefined, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(cluster.url);
  if (user !== undefined) {
    url.username = user;
    url.password = '';
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

describe('over TLS', () => {
  const open = () =>
    testDeliverer({ url: addressOf(undefined, verified()), [Symbol.asyncDispose]: async () => undefined });
  const verified = (): Readonly<Record<string, string>> => ({
    sslmode: 'verify-full',
    sslrootcert: certificates.files.ca,
  });

  test('spans are stored on a server whose certificate is verified', async () => {
    await using it = await open();
    await it.write(some(2));
    await it.open({ url: addressOf(undefined, verified()) }).flush();
    expect(await it.stored()).toEqual({ spans: 2, batches: 1 });
    await it.client.query('DROP SCHEMA mcp_otel CASCADE');
  });
  test('a client shows its certificate instead of a password', async () => {
    await using it = await open();
    const { clientCert: sslcert, clientKey: sslkey } = certificates.files;
    await it.write(some(2));
    await it.open({ url: addressOf('badge', { ...verified(), sslcert, sslkey }) }).flush();
    expect(await it.stored()).toEqual({ spans: 2, batches: 1 });
    await it.client.query('DROP SCHEMA mcp_otel CASCADE');
  });
  test.each([
    [
      'whose certificate nobody has signed that is known',
      { sslmode: 'verify-full' },
      /self-signed|unable to verify|certificate/,
    ],
    ['that lets nobody in without TLS', { sslmode: 'disable' }, /pg_hba\.conf rejects connection/],
  ])('nothing is sent to a server %s, which is said', async (_name, parameters, reason) => {
    await using it = await open();
    await it.write(some(1));
    await it.open({ url: addressOf(undefined, parameters) }).flush();
    expect(it.lines).toEqual([expect.stringMatching(reason)]);
    expect(it.lines.join()).not.toContain(new URL(cluster.url).password);
  });
});
