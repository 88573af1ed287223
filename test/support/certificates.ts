import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** Certificates of a test: an authority, a server for `127.0.0.1` and `otel.test`, and a client, as PEM. */
export interface Certificates {
  readonly ca: string;
  readonly server: { readonly key: string; readonly cert: string };
  /** Files for the `OTEL_EXPORTER_OTLP_*` variables. */
  readonly files: { readonly ca: string; readonly clientKey: string; readonly clientCert: string };
}

/** Makes certificates that are good for a day, and writes what a client needs into the folder. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const authority = await generate([{ name: 'commonName', value: 'test authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, digitalSignature: true, critical: true },
    ],
  });
  const signed = async (name: string): Promise<{ key: string; cert: string }> => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
      keyType: 'ec',
      algorithm: 'sha256',
      ca: { key: authority.private, cert: authority.cert },
      extensions: [
        { name: 'basicConstraints', cA: false },
        { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'otel.test' },
            { type: 7, ip: '127.0.0.1' },
          ],
        },
      ],
    });
    return { key, cert };
  };
  const [server, client] = [await signed('server'), await signed('client')];
  const files = {
    ca: join(folder, 'ca.pem'),
    clientKey: join(folder, 'key.pem'),
    clientCert: join(folder, 'cert.pem'),
  };
  await Promise.all([
    writeFile(files.ca, authority.cert),
    writeFile(files.clientKey, client.key, { mode: 0o600 }),
    writeFile(files.clientCert, client.cert),
  ]);
  return { ca: authority.cert, server, files };
}
