import { z } from 'zod';
import type { Verification } from './verify-chart';

/** Version of the shape below: it grows when a reader of it could break. */
const VERIFY_SCHEMA = 'chartwright.verify/1';

/** What `chartwright verify --json` prints. */
export const verificationSchema = z.strictObject({
  schema: z.literal(VERIFY_SCHEMA).describe('Version of this shape. It grows when something is renamed or removed.'),
  verdict: z.enum(['equal', 'differs']).describe('What the exit code says.'),
  charts: z.array(
    z.strictObject({
      name: z.string(),
      renderer: z.enum(['helm', 'templates']).describe('templates: evaluated without a Helm, since there was none.'),
      compared: z.int().describe('Value sets.'),
      seed: z.int().describe('With which random values were drawn.'),
    }),
  ),
  findings: z.array(
    z.strictObject({
      rule: z.literal('differs').describe('Helm renders something else than synth makes.'),
      chart: z.string(),
      object: z.string().describe('`Deployment web`, `NOTES` or `test`.'),
      field: z.string(),
      expected: z.string().describe('What synth makes.'),
      actual: z.string().describe('What Helm renders.'),
      values: z.unknown().describe('With which it does.'),
    }),
  ),
});

/** A chart that was compared. */
export interface VerifiedChart extends Pick<Verification, 'chart' | 'seed' | 'differences'> {
  readonly renderer: 'helm' | 'templates';
  /** Value sets. */
  readonly compared: number;
}

/** Verifications for machines, as {@link verificationSchema} describes them. */
export function verificationJson(charts: readonly VerifiedChart[]): string {
  const findings = charts.flatMap(({ chart, differences }) =>
    differences.map((difference) => ({ rule: 'differs' as const, chart, ...difference })),
  );
  const json: z.infer<typeof verificationSchema> = {
    schema: VERIFY_SCHEMA,
    verdict: findings.length > 0 ? 'differs' : 'equal',
    charts: charts.map(({ chart, renderer, compared, seed }) => ({ name: chart, renderer, compared, seed })),
    findings,
  };
  return JSON.stringify(json, undefined, 2);
}
