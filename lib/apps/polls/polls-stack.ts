import type { Construct } from 'constructs';
import { pollsContract as contract } from '../../../services/polls/contract';
import { databaseSecretKeys } from '../../constructs/credentials/credential-keys';
import { DatabaseWorkload, type DatabaseWorkloadProps } from '../database-workload';
import { EnvValue } from '../../constructs/parts/env';

/** What a {@link PollsStack} may be told. */
export interface PollsStackProps extends DatabaseWorkloadProps {
  /** All browsers come by HTTPS: cookies are Secure whatever a request looks like, and HSTS is sent. @default false */
  readonly httpsOnly?: boolean;
  /** A few questions to look at. @default false */
  readonly sampleQuestions?: boolean;
}

/** Keys that the Secret of {@link Credentials.existing} has to have, and the characters that generated ones get. */
export const pollsSecretKeys = { ...databaseSecretKeys, 'secret-key': 64 } as const;

/**
 * The polls application with its admin, its database and all passwords that it needs.
 *
 * @example
 * ```ts
 * new PollsStack(chart, 'polls', {
 *   exposure: Exposure.ingress({ host: 'polls.example.com' }),
 *   database: Database.embedded({ storage: '20Gi' }),
 *   httpsOnly: true,
 * });
 * ```
 */
export class PollsStack extends DatabaseWorkload {
  constructor(scope: Construct, id: string, props: PollsStackProps = {}) {
    const { httpsOnly = false, sampleQuestions = false, ...workload } = props;
    const { commands, env } = contract;
    super(
      scope,
      id,
      {
        contract,
        secretKeys: pollsSecretKeys,
        env: (secretName) => ({
          [env.secretKey]: EnvValue.secret(secretName, 'secret-key'),
          [env.https]: httpsOnly ? 'always' : 'auto',
        }),
        furtherSteps: sampleQuestions ? { 'sample-questions': commands.loadData } : {},
      },
      workload,
    );
  }
}
