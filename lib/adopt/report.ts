import type { Adopted, Adoption } from './adopt';
import { defaultOf } from './code/schema-code';
import type { Difference } from './compare';

/** What the project makes for an environment, beside what it has to make. */
export interface Result {
  readonly environment: Adopted;
  readonly differences: readonly Difference[];
}

export interface ReportOptions {
  readonly name: string;
  readonly folder: string;
  readonly given: readonly string[];
  /** What could not be read. */
  readonly failed: readonly string[];
  /** What was seen in the files. */
  readonly notes: readonly string[];
}

/** What the adoption tells: in the terminal, in the project's README and in its ADOPTED.md. */
export function reportOf(
  adoption: Adoption,
  results: readonly Result[],
  options: ReportOptions,
): { readonly summary: string; readonly readme: string; readonly adopted: string } {
  return {
    summary: summary(adoption, results, options),
    readme: readme(adoption, options),
    adopted: adopted(adoption, results, options),
  };
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

function summary(adoption: Adoption, results: readonly Result[], { folder, notes, failed }: ReportOptions): string {
  const width = Math.max(...results.map(({ environment }) => environment.name.length));
  const lines = results.map(({ environment, differences }) => {
    const { name, objects, left, replaced } = environment;
    const beside = [
      ...(left.length > 0 ? [`${count(left.length, 'object')} with secrets left in the cluster`] : []),
      ...(replaced.length > 0 ? [`${count(replaced.length, 'password')} moved to a Secret`] : []),
    ];
    return `  ${name.padEnd(width)}  ${count(objects.length, 'object')}, ${count(differences.length, 'difference')}${beside.map((text) => `; ${text}`).join('')}`;
  });
  const files = [...adoption.files.keys()].filter((file) => file.endsWith('.ts'));
  return [
    `Wrote a project to ${folder}/: ${files.join(', ')}, values/, dist/`,
    ...lines,
    ...adoption.assumed.map((text) => `Assumed: ${text}`),
    ...failed.map((text) => `Not read: ${text}`),
    ...notes.map((text) => `Note: ${text}`),
    ...differencesOf(results),
    `What was decided, and where secrets go: ${folder}/ADOPTED.md`,
    `Next: cd ${folder} && npm install && npm test && npm start`,
  ].join('\n');
}

function differencesOf(results: readonly Result[]): string[] {
  return results.flatMap(({ environment, differences }) =>
    differences.flatMap(({ object, sort, fields }) =>
      fields.length === 0
        ? [`Differs in ${environment.name}: ${object} is ${sort}`]
        : fields.map((field) => `Differs in ${environment.name}: ${object} ${field}`),
    ),
  );
}

function readme({ environments, plan }: Adoption, { name }: ReportOptions): string {
  const several = environments.length > 1;
  const files = plan.components.length > 1 ? ', and a file for each part of it' : '';
  return `# ${name}

A Kubernetes application as a typed [cdk8s](https://cdk8s.io) chart, by chartwright, made of the YAML that was there before:
[ADOPTED.md](ADOPTED.md) tells what was decided.

\`\`\`sh
npm install && npm test    # types, and dist/ against what the chart makes
npm start                  # makes dist/: ${several ? environments.map((one) => `kubectl apply -f dist/${one.name}`).join(', or ') : 'kubectl apply -f dist'}
\`\`\`

- \`chart.ts\`: the chart${files}
- \`values/\`: values over its defaults${several ? ', a file for each environment' : ''}
- \`dist/\`: what is applied; commit it, and a pull request shows what changes

The same chart for Helm: \`npm run package\` makes \`dist/charts/${name}\`. All that the command can do: \`npx chartwright --help\`.
`;
}

function adopted(adoption: Adoption, results: readonly Result[], { given, notes, failed }: ReportOptions): string {
  const sections = [
    `# What was adopted\n\nBy \`chartwright adopt ${given.join(' ')}\`. Objects are compared field by field, as \`chartwright diff\` does.\n`,
    table(results),
    ...section('Not read', failed, 'Objects may be missing because of these.'),
    ...section('Assumed', adoption.assumed),
    ...section('Seen in the files', notes),
    ...differing(results),
    ...secrets(results),
    ...valuesSection(adoption),
    ...section(
      'Known problems',
      adoption.accepted.map(({ id, field, reason }) => `\`${id}\`, \`${field}\`: ${reason}.`),
      'The YAML has them, so the project has them: `known-problems.ts` names each. Mend one, and its line can go.',
    ),
    ...section(
      'Left out',
      results.flatMap(({ environment }) => environment.notes.map((note) => `${environment.name}: ${note}`)),
    ),
  ];
  return sections.join('\n');
}

function table(results: readonly Result[]): string {
  const rows = results.map(({ environment, differences }) => {
    const { name, objects, left, replaced } = environment;
    return [name, ...[objects.length, differences.length, replaced.length, left.length].map(String)];
  });
  return markdownTable(['environment', 'objects', 'differences', 'passwords moved', 'left in the cluster'], rows);
}

/** A table whose columns stand below each other. */
function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(3, title.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |\n`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('');
}

function section(title: string, lines: readonly string[], before?: string): string[] {
  if (lines.length === 0) return [];
  return [
    `## ${title}\n\n${before === undefined ? '' : `${before}\n\n`}${lines.map((line) => `- ${line}\n`).join('')}`,
  ];
}

function differing(results: readonly Result[]): string[] {
  return section(
    'What differs',
    differencesOf(results).map((line) => line.replace(/^Differs in /, '')),
    'These fields are not what the YAML had.',
  );
}

function secrets(results: readonly Result[]): string[] {
  const left = unique(
    results.flatMap(({ environment }) =>
      environment.left.map(
        ({ kind, name, namespace, place, keys }) =>
          `${kind} \`${name}\`${namespace === undefined ? '' : ` in \`${namespace}\``} (${place}), keys ${keys.map((key) => `\`${key}\``).join(', ')}`,
      ),
    ),
  );
  const replaced = results.flatMap(({ environment }) => environment.replaced);
  if (left.length === 0 && replaced.length === 0) return [];
  return [
    `## Secrets\n\nNo file of the project holds one. Whoever can read the repository has read those that its YAML held: change them.\n`,
    ...(left.length > 0
      ? [
          `These objects stay in the cluster as they are; the project refers to them (\`declareExisting\`), and does not delete them. On a\nnew cluster, make them first, e.g. \`kubectl create secret generic NAME --from-env-file=FILE\` with a file outside of Git, or by\nExternal Secrets or Sealed Secrets. Then remove the YAML that holds them.\n\n${left.map((line) => `- ${line}\n`).join('')}`,
        ]
      : []),
    ...(replaced.length > 0 ? [replacedSection(replaced)] : []),
  ];
}

function replacedSection(replaced: readonly Adopted['replaced'][number][]): string {
  const secretsByName = [...new Map(replaced.map((one) => [`${one.namespace ?? ''}/${one.secret}`, one])).values()];
  const commands = secretsByName.map(({ secret, namespace }) => {
    const own = unique(
      replaced.filter((one) => one.secret === secret && one.namespace === namespace).map((one) => one.key),
    );
    const keys = own.map((key) => {
      const read = replaced.find((one) => one.secret === secret && one.key === key)?.read;
      return ` \\\n  --from-literal=${key}=${read === undefined ? `'…'` : `"$(${read})"`}`;
    });
    return `kubectl create secret generic ${secret}${namespace === undefined ? '' : ` -n ${namespace}`}${keys.join('')}\n`;
  });
  const lines = unique(
    replaced.map(
      ({ object, field, secret, key, place }) =>
        `${object}, \`${field}\` (${place}): key \`${key}\` of Secret \`${secret}\``,
    ),
  );
  return `These passwords stood in objects as they are. In their place there is a reference, the one thing that differs from the YAML: it\nrestarts the pods once. (\`--keep-literals\` leaves them, and the pods alone.)\n\n${lines
    .map((line) => `- ${line}\n`)
    .join(
      '',
    )}\nBefore the first \`kubectl apply -f dist\`, make the Secrets; where the YAML runs, of what runs there:\n\n\`\`\`sh\n${commands.join('')}\`\`\`\n`;
}

function valuesSection({ plan, environments }: Adoption): string[] {
  if (plan.values.length === 0) return [];
  const show = (value: unknown): string => {
    if (value === undefined) return '';
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `\`${text.length > 40 || text.includes('\n') ? `${text.split('\n')[0]?.slice(0, 37)}…` : text.replaceAll('|', '\\|')}\``;
  };
  const rows = plan.values.map((slot) => {
    const own = environments.map(({ name }) => show(slot.given.has(name) ? slot.given.get(name) : defaultOf(slot)));
    return [`\`${(slot.path ?? []).join('.')}\``, ...own];
  });
  return [`## Values\n\n${markdownTable(['value', ...environments.map(({ name }) => name)], rows)}`];
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
