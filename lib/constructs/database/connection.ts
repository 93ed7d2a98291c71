import type { EnvValue } from '../parts/env';
import type { NetworkAccess } from '../parts/network-access';

/** How an application reaches its database; each part is text or comes from a Secret. */
export interface DatabaseConnection {
  readonly host: string;
  /** @default - 5432 */
  readonly port?: number;
  readonly name: string | EnvValue;
  readonly user: string | EnvValue;
  readonly password: EnvValue;
  readonly tls: 'disable' | 'require' | 'verify';
}

/** What a database needs to know of the application that it is for. */
export interface DatabaseClient {
  /** Name of the database and of its user. */
  readonly name: string;
  /** Key of the credentials with the password that an embedded database gets. */
  readonly password: { readonly secretName: string; readonly key: string };
}

/** Opens the way from pods to a database. */
export type OpenDatabase = (network: NetworkAccess) => void;
