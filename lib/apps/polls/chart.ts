import { z } from 'zod';
import { pollsContract } from '../../../services/polls/contract';
import { ARTIFACT_HUB } from '../artifact-hub';
import { defineChart } from '../../definition/chart-definition';
import { VERSION } from '../../definition/version';
import { PollsStack, pollsSecretKeys } from './polls-stack';
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

/** Questions, votes and an admin, with their database. */
export const polls = defineChart({
  name: 'polls',
  version: VERSION,
  description: 'The polls application with its admin and its PostgreSQL database.',
  overridableNames: true,
  extraObjects: true,
  globalImages: true,
  commonLabels: true,
  annotations: ARTIFACT_HUB,
  keywords: ['polls', 'postgresql', 'example'],
  values: z.object({
    ...databaseApplicationValues(pollsContract, pollsSecretKeys, {
      what: 'use the admin',
      name: /^[A-Za-z0-9@.+_-]{1,150}$/,
    }),
    exposure: exposureValues('ingress'),
    httpsOnly: z.boolean().default(false).describe('All browsers come by HTTPS: cookies are Secure, HSTS is sent.'),
    sampleQuestions: z.boolean().default(false).describe('A few questions to look at.'),
    cluster: clusterWithApiValues(),
    monitoring: monitoringValues(),
  }),
  renamed: { 'exposure.loadBalancer.annotations': 'service.annotations' },
  rules: [...exposureRules('exposure'), ...workloadRules()],
  build(chart, { exposure, httpsOnly, sampleQuestions, cluster, monitoring, ...application }) {
    describeNetwork(chart, networkOf(cluster));
    const app = new PollsStack(chart, 'polls', {
      ...databaseApplicationProps(application, chart),
      exposure: exposureOf(exposure),
      httpsOnly,
      sampleQuestions,
    });
    autoscale(app, application.autoscaling);
    monitor(monitoring, app);
  },
  notes: (values, release) =>
    `polls runs as Service ${release.name}-web, port ${pollsContract.port}, inside the cluster.\nTry it: kubectl port-forward service/${release.name}-web ${pollsContract.port}, then open http://127.0.0.1:${pollsContract.port}/polls/\n${
      values.superuser.enabled
        ? `The admin is at /admin/. User: ${values.superuser.name}. Password:\n  ${superuserPasswordHint(values, release)}\n`
        : ''
    }`,
  test: (_values, release) => ({
    url: `http://${release.name}-web:${pollsContract.port}/polls/`,
    contains: 'Latest polls',
  }),
});
