import { z } from 'zod';
import type { Compatibility } from '../compat';
import { LEVELS, RULES, type Rule } from '../judge/finding';

/** Version of the shape below: it grows when something is renamed or removed, not when something is added. */
const SCHEMA = 1;

const RULE_NAMES = Object.keys(RULES) as [Rule, ...Rule[]];
const level = z.enum(LEVELS);
const version = z.strictObject({ name: z.string(), version: z.string() });
const situation = {
  values: z.record(z.string(), z.unknown()).describe("Values of the user's, over the chart's defaults."),
  release: z.string().optional().describe('Name of the release; my-release where it is not there.'),
  kubeVersion: z.string().optional().describe('Version of the cluster; 1.34.0 where it is not there.'),
  apiVersions: z.array(z.string()).optional().describe('API versions beyond those that every cluster has.'),
};

/** What `chartwright compat --json` prints. */
export const compatSchema = z.strictObject({
  schema: z.literal(SCHEMA).describe('Version of this shape. It grows when something is renamed or removed.'),
  old: version,
  new: version,
  verdict: z.strictObject({
    needs: level.describe('The step of the version that the findings ask for.'),
    made: z.enum([...LEVELS, 'none', 'older']).describe('The step that is made, by the numbers of both versions.'),
    enough: z
      .boolean()
      .describe('Whether the step is large enough: exit code 0; before 1.0.0, the second number counts as major.'),
  }),
  trials: z.strictObject({
    compared: z.int().describe('Value sets that both versions were rendered with.'),
    refusedBefore: z.int().describe('Value sets that the old version refuses.'),
    left: z.int().describe('Value sets for which there was no room (--most) or no time (--seconds).'),
  }),
  given: z.strictObject(situation).describe('Without which the old version renders nothing: every rendering has it.'),
  absent: z.array(z.string()).describe('Dependencies that charts/ has not got: they were not compared.'),
  findings: z
    .array(
      z.strictObject({
        rule: z.enum(RULE_NAMES),
        meaning: z.string().describe('The rule in words.'),
        level,
        object: z.string().optional().describe('Kind, namespace and name: `Deployment my-namespace/my-release-shop`.'),
        field: z.string().optional(),
        value: z.string().optional().describe('The value that it is about, as helm --set writes it.'),
        message: z.string(),
        advice: z.string().optional().describe("What the chart's author can do."),
        witness: z.strictObject({
          by: z
            .enum(['values', 'reuse-values', 'files'])
            .describe('An upgrade with these values; one with --reuse-values; what the files say without rendering.'),
          ...situation,
        }),
      }),
    )
    .describe('Largest first.'),
});

/** The comparison for machines, as {@link compatSchema} describes it. */
export function compatJson({ before, after, findings, verdict, trials, given, absent }: Compatibility): string {
  const sorted = [...findings].sort((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level));
  const said = sorted.map((finding) => ({ ...finding, meaning: RULES[finding.rule] }));
  return JSON.stringify(
    { schema: SCHEMA, old: before, new: after, verdict, trials, given, absent, findings: said },
    undefined,
    2,
  );
}
