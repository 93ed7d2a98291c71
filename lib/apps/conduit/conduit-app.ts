import type { Construct } from 'constructs';
import { conduitContract as contract } from '../../../services/conduit/contract';
import { databaseSecretKeys } from '../../constructs/credentials/credential-keys';
import { DatabaseWorkload, type DatabaseWorkloadProps } from '../database-workload';
import { EnvValue } from '../../constructs/parts/env';

/** What a {@link ConduitApp} may be told. */
export interface ConduitAppProps extends DatabaseWorkloadProps {
  /** E-mail that the superuser logs in with. @default "admin@example.com" */
  readonly superuserEmail?: string;
  /**
   * Origins whose pages may call the API from a browser, e.g. `["https://www.example.com"]`. Everybody may by default:
   * who is logged in shows by a header that no other page can send, not by a cookie. @default ["*"]
   */
  readonly allowedOrigins?: readonly string[];
}

/** Keys that the Secret of {@link Credentials.existing} has to have, and the characters that generated ones get. */
export const conduitSecretKeys = { ...databaseSecretKeys, 'secret-key': 64 } as const;

/**
 * The RealWorld "Conduit" API under `/api`, behind a Service on port 8000, with its database and all passwords and keys
 * that it needs.
 * @see https://docs.realworld.show
 *
 * @example
 * ```ts
 * new ConduitApp(chart, 'conduit', { allowedOrigins: ['https://front.example.com'], superuser: false });
 * ```
 */
export class ConduitApp extends DatabaseWorkload {
  constructor(scope: Construct, id: string, props: ConduitAppProps = {}) {
    const { superuserEmail = 'admin@example.com', allowedOrigins = ['*'], ...workload } = props;
    const { env } = contract;
    super(
      scope,
      id,
      {
        contract,
        secretKeys: conduitSecretKeys,
        env: (secretName) => ({
          [env.secretKey]: EnvValue.secret(secretName, 'secret-key'),
          [env.allowedOrigins]: allowedOrigins.join(','),
        }),
        superuserEnv: { [env.superuserEmail]: superuserEmail },
      },
      workload,
    );
  }
}
