import { buildFromEntry, defineChart } from 'chartwright';
import { z } from 'zod';

export const chart = defineChart({
  name: 'entry',
  version: '0.1.0',
  description: 'What test-output/e1/main.ts makes.',
  values: z.object({
    stage: z.enum(['dev', 'prod']).default('dev').describe('STAGE, read in test-output/e1/main.ts:4.'),
    tag: z.string().min(1).max(1000).default('1.25').describe('TAG, read in test-output/e1/main.ts:10.'),
  }),
  build: buildFromEntry(() => require('./test-output/e1/main'), { folder: __dirname, env: ({ stage, tag }) => ({ STAGE: stage, TAG: tag }) }),
});
