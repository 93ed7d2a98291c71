import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Argument, FoundFile } from '../adopt/input/layout';
import { bracesIn, Placeholders } from '../adopt/input/placeholders';
import { describeFinding, readManifests, type Source } from '../manifests/read';
import { decodeText } from '../yaml/read';
import { findOnPath } from './find-on-path';
import { kustomizationsBelow, type Kustomizations } from './kustomizations';
import { withoutMissing } from './partial-kustomization';

/** What is to be told of the files. */
export interface Findings {
  /** What could not be read or rendered: objects may be missing. */
  readonly failed: string[];
  /** What is no manifest, and what hardly anybody means. */
  readonly notes: string[];
}

/** Reads what an argument of `chartwright adopt` names: `path`, or `environment=path`. @throws when there is no such path */
export function readArgument(text: string, findings: Findings, placeholders = new Placeholders()): Argument {
  const [, name, named] = /^([A-Za-z0-9][\w.-]*)=(.+)$/s.exec(text) ?? [];
  const [environment, given] = named !== undefined && !fs.existsSync(text) ? [name, named] : [undefined, text];
  const stat = fs.statSync(given, { throwIfNoEntry: false });
  if (!stat) throw new Error(`There is no file or folder ${given}.`);
  const reader = new Reader(findings, placeholders);
  if (!stat.isDirectory()) return { text: given, environment, files: [reader.fileOf(path.basename(given), given)] };
  return { text: given, environment, files: new Tree(given, reader).files('', false) };
}

/** Reads texts, with placeholders filled in, and keeps what is to be told of them. */
class Reader {
  constructor(
    readonly findings: Findings,
    private readonly placeholders: Placeholders,
  ) {}

  fileOf(name: string, file: string): FoundFile {
    return { path: name, found: this.objectsIn({ file, text: decodeText(fs.readFileSync(file)) }) };
  }

  objectsIn({ file, text }: Source): FoundFile['found'] {
    return objectsIn({ file, text: this.placeholders.fill(text) }, this.findings);
  }
}

function objectsIn(source: Source, findings: Findings): FoundFile['found'] {
  const { objects, warnings, problems } = readManifests([source], { generated: true });
  findings.notes.push(...warnings.map(describeFinding));
  for (const problem of problems) {
    if (problem.rule !== 'no-manifest') findings.failed.push(describeFinding(problem) + howToFill(source));
    else if (!/\.json$/.test(source.file)) findings.notes.push(`${describeFinding(problem)} It is left out.`);
  }
  return objects.map(({ object, path: place }) => ({ object, place }));
}

/** Of a file that braces keep from being YAML: which they are, and with what they can be filled in. */
function howToFill({ text }: Source): string {
  const names = bracesIn(text);
  if (names.length === 0) return '';
  return ` Or fill in: ${names.map((name) => `--set-placeholder ${name}=…`).join(' ')}`;
}

const LEFT_OUT = /^(\.|node_modules$|__pycache__$|vendor$)/;

/** What `kubectl apply -f FOLDER` reads. */
const MANIFEST = /\.(ya?ml|json)$/i;

/** What a pipeline makes such a file of: `deployment.yaml.tpl`, `deployment.tpl.yaml`. */
const TEMPLATE = /\.(tpl|tmpl|template|j2|jinja2?|envsubst|in)$/i;

/** What stands beside a file to show how it is written. */
const EXAMPLE = /[.-](example|sample|dist)(\.ya?ml)?$/i;

/** A folder with all below it. A kustomization or a Helm chart in it is rendered, if the program for it is there. */
class Tree {
  private readonly kustomizations: Kustomizations;

  constructor(
    private readonly root: string,
    private readonly reader: Reader,
  ) {
    this.kustomizations = kustomizationsBelow(root);
  }

  /** @param rendered whether the plain files here are a kustomization's own */
  files(below: string, rendered: boolean): FoundFile[] {
    const at = path.join(this.root, below);
    const entries = fs.readdirSync(at, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    const has = (pattern: RegExp): boolean => entries.some((entry) => entry.isFile() && pattern.test(entry.name));
    if (has(/^Chart\.ya?ml$/)) return this.rendered(below, ['helm', 'template', path.basename(path.resolve(at)), at]);
    const kustomized = has(/^(kustomization\.ya?ml|Kustomization)$/);
    const own =
      kustomized && this.kustomizations.roots.has(path.resolve(at)) ? this.rendered(below, kustomize(at)) : [];
    const inside = entries.flatMap((entry): FoundFile[] => {
      const file = path.join(below, entry.name);
      if (entry.isDirectory()) return LEFT_OUT.test(entry.name) ? [] : this.files(file, rendered || kustomized);
      if (rendered || kustomized || this.kustomizations.files.has(path.resolve(this.root, file))) return [];
      return this.isManifest(entry.name, below, has)
        ? [this.reader.fileOf(slashes(file), path.join(this.root, file))]
        : [];
    });
    return [...own, ...inside];
  }

  /** Whether a file is meant for the cluster; templates are, where what is made of them does not lie beside them. */
  private isManifest(name: string, below: string, has: (pattern: RegExp) => boolean): boolean {
    const notes = this.reader.findings.notes;
    if (/\.ya?ml/i.test(name) && EXAMPLE.test(name)) {
      notes.push(`${path.join(this.root, below, name)} is an example, by its name. It is left out.`);
      return false;
    }
    if (MANIFEST.test(name)) return true;
    const bare = name.replace(TEMPLATE, '');
    if (bare === name || !MANIFEST.test(bare)) return false;
    if (has(new RegExp(`^${bare.replace(/[^\w-]/g, '\\$&')}$`))) return false;
    notes.push(`${path.join(this.root, below, name)} is a template, by its name: it is read as it is.`);
    return true;
  }

  private rendered(below: string, command: readonly string[]): FoundFile[] {
    const [program, ...args] = command as [string, ...string[]];
    const line = command.join(' ');
    if (!findOnPath(program)) {
      this.reader.findings.failed.push(
        `${path.join(this.root, below)} has to be rendered, and ${program} is not there. Run '${line} > rendered.yaml' where it is, and adopt that file.`,
      );
      return [];
    }
    try {
      const text = output(command);
      this.reader.findings.notes.push(`${path.join(this.root, below)} was rendered: ${line}.`);
      return [{ path: slashes(path.join(below, 'rendered.yaml')), found: this.reader.objectsIn({ file: line, text }) }];
    } catch (error) {
      const said = String((error as { stderr?: string }).stderr);
      const restricted = /is not in or below/.test(said);
      if (restricted && !args.includes(ANYWHERE)) return this.rendered(below, [...command, ANYWHERE]);
      const partial = /no such file or directory/.test(said) ? this.renderedInPart(below, command) : undefined;
      if (partial) return partial;
      this.reader.findings.failed.push(`${line} fails: ${whyNot(path.join(this.root, below), error)}`);
      return [];
    }
  }

  /** What a kustomization makes without the files that it names and that are not there. */
  private renderedInPart(below: string, command: readonly string[]): FoundFile[] | undefined {
    const tree = withoutMissing(this.root);
    if (!tree) return undefined;
    try {
      const at = path.join(this.root, below);
      const text = output(command.map((word) => (word === at ? path.join(tree.folder, below) : word)));
      this.reader.findings.failed.push(...tree.missing.filter((one) => !this.reader.findings.failed.includes(one)));
      const file = command.join(' ');
      return [{ path: slashes(path.join(below, 'rendered.yaml')), found: this.reader.objectsIn({ file, text }) }];
    } catch {
      return undefined;
    } finally {
      fs.rmSync(tree.folder, { recursive: true });
    }
  }
}

const output = ([program, ...args]: readonly string[]): string =>
  execFileSync(program ?? '', args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] });

/** What kustomize said, or what to do about it where that is known. */
function whyNot(folder: string, error: unknown): string {
  const all = String((error as { stderr?: unknown }).stderr ?? error);
  // Deprecations come first, and are not why.
  const said = all.replace(/^# Warning: .*\n?/gm, '').trim();
  if (/enable-helm|HelmChart/.test(said)) {
    return `it takes a Helm chart in (helmCharts). Run 'kustomize build --enable-helm ${folder} > rendered.yaml' where helm and the chart can be reached, and adopt that file.`;
  }
  return said.replace(/\s*\n\s*/g, ' ').slice(0, LONGEST_REASON);
}

const LONGEST_REASON = 600;

/** kustomize takes files of a folder beside its own only when it is told to. */
const ANYWHERE = '--load-restrictor=LoadRestrictionsNone';

const slashes = (file: string): string => file.split(path.sep).join('/');

const kustomize = (folder: string): string[] =>
  findOnPath('kubectl') || !findOnPath('kustomize') ? ['kubectl', 'kustomize', folder] : ['kustomize', 'build', folder];
