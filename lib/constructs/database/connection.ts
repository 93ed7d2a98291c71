import type { EnvValue } from '../parts/env';
import type { NetworkAccess } from '../parts/network-access';

/** How an application reaches its database; each part is text or comes from a Secret. */
export interface DatabaseConnection {
  /** DNS name of the server. */
  readonly host: string;
  /** TCP port of the server. @default - 5432 */
  readonly port?: number;
  /** The database. */
  readonly name: string | EnvValue;
  /** Who logs in. */
  readonly user: string | EnvValue;
  /** Where the password is. */
  readonly password: EnvValue;
  /** Encrypted or not, and whether the certificate is checked. */
  readonly tls: 'disable' | 'require' | 'verify';
}

/** What a database needs to know of the application that it is for. */
export interface DatabaseClient {
  /** Name of the database and of its user. */
  readonly name: string;
  /** Part of the release that it is of. @default - the only one */
  readonly part?: string;
  /** Key of the credentials with the password that an embedded database gets. */
  readonly password: { readonly secretName: string; readonly key: string };
}

/** Opens the way from pods to a database. */
export type OpenDatabase = (network: NetworkAccess) => void;
