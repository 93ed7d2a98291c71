import { z } from 'zod';
import { pollsContract } from '../../services/polls/contract';
import { defineChart } from '../definition/chart-definition';
import { SERVICE_IMAGE_TAG } from '../parts/service-defaults';
import { PollsStack, pollsSecretKeys } from '../polls-stack';
import { credentialsOf, credentialsValues, databaseOf, databaseValues } from './values/database';
import { exposureOf, exposureRules, exposureValues } from './values/exposure';
import { imageValues, workloadProps, workloadValues } from './values/workload';

/** The tag is part of a Job's name (see parts/secret-job), so it has to be one that may stand there. */
const image = imageValues('chartwright/polls').extend({
  tag: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]{0,20}[a-z0-9])?$/)
    .default(SERVICE_IMAGE_TAG)
    .describe('Tag; ignored by the container runtime when there is a digest.'),
});

/** Questions, votes and an admin, with their database. */
export const polls = defineChart({
  name: 'polls',
  version: '0.1.0',
  description: 'The polls application with its admin and its PostgreSQL database.',
  keywords: ['polls', 'postgresql', 'example'],
  values: z.object({
    ...workloadValues({ repository: 'chartwright/polls' }),
    image,
    exposure: exposureValues('ingress'),
    httpsOnly: z.boolean().default(false).describe('All browsers come by HTTPS: cookies are Secure, HSTS is sent.'),
    superuser: z.object({
      enabled: z.boolean().default(true).describe('Make a superuser for the admin.'),
      name: z
        .string()
        .regex(/^[A-Za-z0-9@.+_-]{1,150}$/)
        .default('admin')
        .describe('Its user name; the password is in the credentials.'),
    }),
    sampleQuestions: z.boolean().default(false).describe('A few questions to look at.'),
    credentials: credentialsValues(Object.keys(pollsSecretKeys)),
    database: databaseValues(),
  }),
  rules: exposureRules('exposure'),
  build(chart, { exposure, httpsOnly, superuser, sampleQuestions, credentials, database, ...workload }) {
    new PollsStack(chart, 'polls', {
      ...workloadProps(workload),
      exposure: exposureOf(exposure),
      httpsOnly,
      superuser: superuser.enabled && superuser.name,
      sampleQuestions,
      credentials: credentialsOf(credentials),
      database: databaseOf(database),
    });
  },
  notes: ({ superuser, credentials }, release) =>
    `polls runs as Service ${release.name}-web, port ${pollsContract.port}, inside the cluster.\nTry it: kubectl port-forward service/${release.name}-web ${pollsContract.port}, then open http://127.0.0.1:${pollsContract.port}/polls/\n${
      superuser.enabled
        ? `The admin is at /admin/. User: ${superuser.name}. Password:\n  kubectl get secret ${credentials.existingSecret ?? `${release.name}-credentials`} -o go-template='{{ index .data "superuser-password" | base64decode }}'\n`
        : ''
    }`,
  test: (_values, release) => ({
    url: `http://${release.name}-web:${pollsContract.port}/polls/`,
    contains: 'Latest polls',
  }),
});
