import { z } from 'zod';
import { conduitContract } from '../../../services/conduit/contract';
import { ConduitApp, conduitSecretKeys } from './conduit-app';
import { ARTIFACT_HUB } from '../artifact-hub';
import { defineChart } from '../../definition/chart-definition';
import { VERSION } from '../../definition/version';
import { describeNetwork } from '../../constructs/parts/cluster-network';
import { autoscale, workloadRules } from '../../chart-values/autoscaling';
import {
  databaseApplicationProps,
  databaseApplicationValues,
  superuserPasswordHint,
} from '../database-application-values';
import { clusterWithApiValues, networkOf } from '../../chart-values/cluster';
import { exposureOf, exposureRules, exposureValues } from '../../chart-values/exposure';
import { monitor, monitoringValues } from '../../chart-values/monitoring';

/** The RealWorld API, with its database. */
export const conduit = defineChart({
  name: 'conduit',
  version: VERSION,
  description: 'The RealWorld "Conduit" API and its PostgreSQL database.',
  overridableNames: true,
  extraObjects: true,
  globalImages: true,
  commonLabels: true,
  annotations: ARTIFACT_HUB,
  keywords: ['conduit', 'realworld', 'postgresql', 'example'],
  values: z.object({
    ...databaseApplicationValues(conduitContract, conduitSecretKeys, {
      what: "change and delete everybody's articles and comments",
      name: /^[A-Za-z0-9_-]{1,64}$/,
    }),
    exposure: exposureValues('none'),
    superuserEmail: z
      .string()
      .regex(/^[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*$/)
      .max(254)
      .default('admin@example.com')
      .describe('E-mail that the superuser logs in with.'),
    allowedOrigins: z
      .string()
      .regex(/^(\*|https?:\/\/[A-Za-z0-9.:-]+(,https?:\/\/[A-Za-z0-9.:-]+)*)$/)
      .default('*')
      .describe('Origins whose pages may call the API, with commas between them; *: everybody.'),
    cluster: clusterWithApiValues(),
    monitoring: monitoringValues(),
  }),
  renamed: { 'exposure.loadBalancer.annotations': 'service.annotations' },
  rules: [...exposureRules('exposure'), ...workloadRules()],
  build(chart, { exposure, superuserEmail, allowedOrigins, cluster, monitoring, ...application }) {
    describeNetwork(chart, networkOf(cluster));
    const app = new ConduitApp(chart, 'conduit', {
      ...databaseApplicationProps(application, chart),
      exposure: exposureOf(exposure),
      superuserEmail,
      allowedOrigins: [allowedOrigins],
    });
    autoscale(app, application.autoscaling);
    monitor(monitoring, app);
  },
  notes: (values, release) =>
    `conduit runs as Service ${release.name}-web, port ${conduitContract.port}, inside the cluster.\nTry it: kubectl port-forward service/${release.name}-web ${conduitContract.port}, then curl http://127.0.0.1:${conduitContract.port}${conduitContract.paths.tags}\n${
      values.superuser.enabled
        ? `The superuser logs in as ${values.superuserEmail}. Password:\n  ${superuserPasswordHint(values, release)}\n`
        : ''
    }`,
  test: (_values, release) => ({
    url: `http://${release.name}-web:${conduitContract.port}${conduitContract.paths.tags}`,
    contains: '"tags"',
  }),
});
