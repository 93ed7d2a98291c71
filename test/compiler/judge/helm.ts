import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { printable } from './compare';
import { readYaml, type KubeObject } from './read-yaml';
import type { ReleaseOf, Rendered } from './synth';

const run = promisify(execFile);

/** Kind of an object that shows what NOTES.txt says: `helm template` leaves notes out. */
const NOTES = 'judged-notes';
const NOTES_TEMPLATE = `kind: ${NOTES}\nnotes: {{ include (print $.Template.BasePath "/NOTES.txt") . | toRawJson }}\n`;

/** A packaged chart, rendered by the real Helm. */
export class HelmChart {
  constructor(
    private readonly helm: string,
    private readonly folder: string,
  ) {
    if (fs.existsSync(path.join(folder, 'templates', 'NOTES.txt')))
      fs.writeFileSync(path.join(folder, 'templates', `${NOTES}.yaml`), NOTES_TEMPLATE);
  }

  /** Renders one value set, as `helm install -f` would. */
  async render(values: unknown, release: ReleaseOf): Promise<Rendered> {
    const file = `${this.folder}.values.json`;
    fs.writeFileSync(file, valuesFile(values));
    return this.template(this.folder, file, release).then(
      (printed) => objectsOf(printed),
      (error: unknown) => ({ refused: messageOf(error) }),
    );
  }

  /**
   * Renders many value sets in one run: each is an alias of the chart below an umbrella. As a subchart it has another
   * name and global values, so a difference is to be looked at again with {@link render}.
   * @returns undefined when Helm refuses any of them
   */
  async renderTogether(sets: readonly unknown[], release: ReleaseOf): Promise<Rendered[] | undefined> {
    const umbrella = `${this.folder}.umbrella`;
    const { name, version } = readYaml(fs.readFileSync(path.join(this.folder, 'Chart.yaml'), 'utf8'))[0] as {
      name: string;
      version: string;
    };
    const dependencies = sets.map((_, i) => ({ name, version, alias: `set${i}`, repository: '' }));
    fs.rmSync(umbrella, { recursive: true, force: true });
    fs.cpSync(this.folder, path.join(umbrella, 'charts', name), { recursive: true });
    fs.writeFileSync(
      path.join(umbrella, 'Chart.yaml'),
      JSON.stringify({ apiVersion: 'v2', name: 'umbrella', version: '0.0.0', dependencies }),
    );
    const file = path.join(umbrella, 'sets.json');
    fs.writeFileSync(file, valuesFile(Object.fromEntries(sets.map((values, i) => [`set${i}`, values]))));
    try {
      const parts = sets.map((): string[] => []);
      for (const text of (await this.template(umbrella, file, release)).split(/^---\n/m)) {
        const at = /^# Source: umbrella\/charts\/set(\d+)\//m.exec(text)?.[1];
        if (at !== undefined) parts[Number(at)]?.push(text);
      }
      return parts.map((texts) => objectsOf(texts.join('---\n')));
    } catch {
      return undefined;
    }
  }

  private async template(chart: string, values: string, { name, namespace }: ReleaseOf): Promise<string> {
    const args = ['template', name, chart, '--values', values, '--namespace', namespace, '--include-crds'];
    const { stdout } = await run(this.helm, args, { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 60_000 });
    return stdout;
  }
}

/** Values as a file: line breaks that YAML has and JSON has not are escaped, or Helm would read spaces. */
const valuesFile = (values: unknown): string => printable(JSON.stringify(values));

/** Objects and notes that Helm printed; the pods of `helm test` have no other side to compare with. */
function objectsOf(printed: string): Rendered {
  try {
    const texts = printed.split(/^---\n/m).filter((text) => !/^# Source: \S+\/templates\/tests\//m.test(text));
    const all = texts.flatMap(readYaml).filter((object) => object !== null && object !== undefined) as KubeObject[];
    const notes = all.find(({ kind }) => kind === NOTES) as { notes?: string } | undefined;
    return { objects: all.filter(({ kind }) => kind !== NOTES), notes: notes?.notes };
  } catch (error) {
    return { refused: (error as Error).message };
  }
}

function messageOf(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  const lines = (stderr ?? message)
    .split('\n')
    .filter((line) => /^(Error|Use --debug|\s*-)/.test(line) || stderr === '');
  return (lines.join(' ') || message).replace(/ Use --debug.*/, '');
}
