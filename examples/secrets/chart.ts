import { ApiObject } from 'cdk8s';
import { declareExisting, defineChart, EnvValue, Probe, WebWorkload } from 'chartwright';
import { z } from 'zod';

/** Three ways to a Secret that stands in no file: the External Secrets Operator, Sealed Secrets, one that is there already. */
export const secrets = defineChart({
  name: 'secrets',
  version: '1.0.0',
  description: 'A server with Secrets of three origins',
  values: z.object({
    store: z.string().default('vault').describe('Name of the ClusterSecretStore.'),
  }),
  build(chart, { store }) {
    // The operator makes a Secret of the same name; who reads it is known, so nothing is missing.
    new ApiObject(chart, 'database', {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'database' },
      spec: {
        secretStoreRef: { kind: 'ClusterSecretStore', name: store },
        target: { name: 'database' },
        data: [{ secretKey: 'password', remoteRef: { key: 'shop/database', property: 'password' } }],
      },
    });
    // What kubeseal prints: only the controller of the cluster can read it.
    new ApiObject(chart, 'payment', {
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: { name: 'payment' },
      spec: { encryptedData: { token: 'AgBy8hCi…' }, template: { metadata: { name: 'payment' } } },
    });
    declareExisting(chart, 'Secret', 'mail');
    new WebWorkload(chart, 'web', {
      image: { repository: 'ghcr.io/acme/shop', tag: '1.4.2' },
      port: 8000,
      probes: { readiness: Probe.http('/healthz') },
      env: {
        PGPASSWORD: EnvValue.secret('database', 'password'),
        PAYMENT_TOKEN: EnvValue.secret('payment', 'token'),
        SMTP_PASSWORD: EnvValue.secret('mail', 'password'),
      },
    });
  },
});
