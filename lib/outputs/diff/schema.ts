import { z } from 'zod';
import { CONSEQUENCES } from '../../manifests/diff';

/** Version of the shape below: it grows when a reader of it could break. */
export const DIFF_SCHEMA = 'chartwright.diff/1';

const reasons = z.array(z.string());
const answer = z.strictObject({ answer: z.enum(['yes', 'no', 'unknown']), reasons });
const place = {
  file: z.string().optional().describe('Where it is written; of one that is gone, where it was.'),
  line: z.int().optional(),
};

/** What `chartwright diff --json` and `chartwright plan --json` print. */
export const diffSchema = z.strictObject({
  schema: z.literal(DIFF_SCHEMA).describe('Version of this shape. It grows when something is renamed or removed.'),
  verdict: z.enum(['accepted', 'refused']).describe('What the exit code says.'),
  objects: z.array(
    z.strictObject({
      apiVersion: z.string(),
      kind: z.string(),
      namespace: z.string().optional().describe('Not there where none is written.'),
      name: z.string(),
      ...place,
      change: z
        .enum(['created', 'changed', 'unchanged', 'removed', 'refused', 'conflict', 'unknown'])
        .describe('unknown: only the cluster can tell whether it is refused.'),
      reasons: reasons.describe('Why it is refused, or what is not known.'),
      restarts: answer.describe('Pods are replaced.'),
      access: answer.describe('Something is opened.'),
      availability: answer.describe('Fewer pods answer, now or at the next rollout, drain or failure.'),
      fields: z.array(
        z.strictObject({ field: z.string(), change: z.string().describe('In words; no value of a Secret.') }),
      ),
      consequences: z
        .array(z.strictObject({ rule: z.enum(CONSEQUENCES), message: z.string() }))
        .describe('Worst first.'),
    }),
  ),
  findings: z
    .array(
      z.strictObject({
        rule: z.string(),
        severity: z.enum(['error', 'warning']),
        file: z.string(),
        line: z.int(),
        message: z.string(),
      }),
    )
    .describe('What was found in the files.'),
  deleteCommands: z.array(z.string()).describe('What deletes all that is left behind, one for each namespace.'),
  notKnown: z.array(z.string()).describe('What manifests alone do not say; empty where a cluster was asked.'),
});
