import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { SecureContext } from 'node:tls';
import type { Config } from '../config/schema';

type TlsConfig = NonNullable<Config['tls']>;

/** The certificates of a listener, as they were when they were read. */
export interface Certificates {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** Returns the certificate for a name that a client asks for (SNI, RFC 6066 3): the first that is made out for it. */
  find(serverName: string): SecureContext | undefined;
}

/** Reads the files that a config names. @throws what is wrong with a file */
export function readCertificates(tls: TlsConfig): Certificates {
  const all = [tls, ...tls.certificates].map(({ certFile, keyFile }) => {
    const cert = readFileSync(certFile);
    const key = readFileSync(keyFile);
    return { cert, key, names: new X509Certificate(cert), context: contextOf(cert, key, tls.minVersion) };
  });
  const { cert, key } = all[0]!;
  return { cert, key, find: (name) => all.find((one) => one.names.checkHost(name) !== undefined)?.context };
}

const contextOf = (cert: Buffer, key: Buffer, minVersion: TlsConfig['minVersion']): SecureContext =>
  createSecureContext({ cert, key, minVersion });
