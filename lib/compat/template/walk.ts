import type { HelmChart } from '../chart/chart';
import { valuesKeys } from '../chart/chart';
import type { Path } from '../values/path';
import { conditionOf } from './condition';
import { evaluate, type Scope } from './evaluate';
import { anyOf, not, type Formula } from './formula';
import { member, meaningKey, oneOf, pathsIn, type Meaning } from './meaning';
import { ITEM } from '../values/path';
import { parseTemplate } from './parse';
import { Reads } from './reads';
import type { Node, Pipe } from './tree';

/** How many different guards a define is walked with for the same argument. */
const VISITS = 4;
const DEEPEST = 12;

/** Everything that the templates of a chart and of its subcharts read. */
export function readsOf(chart: HelmChart): Reads {
  const reads = new Reads();
  const defines = new Map<string, readonly Node[]>();
  const files = filesOf(chart, [], '', []);
  for (const { nodes } of files) collectDefines(nodes, defines);
  const walker = new Walker(reads, defines);
  for (const { nodes, file, prefix, guards } of files) {
    if (/(^|\/)(_[^/]*|NOTES\.txt)$/.test(file)) continue;
    const root: Meaning = { sort: 'root', prefix };
    walker.nodes(nodes, { dot: root, root, variables: new Map(), guards, file, depth: 0 });
  }
  return reads;
}

interface TemplateFile {
  readonly file: string;
  readonly nodes: readonly Node[];
  readonly prefix: Path;
  readonly guards: readonly Formula[];
}

function filesOf(chart: HelmChart, prefix: Path, place: string, guards: readonly Formula[]): TemplateFile[] {
  const own = [...chart.templates].map(([file, text]) => ({
    file: `${place}${file}`,
    nodes: parseTemplate(text),
    prefix,
    guards,
  }));
  const below = chart.subcharts.flatMap((subchart) =>
    valuesKeys(chart, subchart).flatMap((key) => {
      const declared = chart.dependencies.find(({ name, alias }) => (alias ?? name) === key);
      const switches = (declared?.condition ?? '').split(',').filter((path) => path.trim() !== '');
      const on = switches
        .slice(0, 1)
        .map((path): Formula => ({ is: 'truthy', path: [...prefix, ...path.trim().split('.')] }));
      return filesOf(subchart, [...prefix, key], `${place}charts/${key}/`, [...guards, ...on]);
    }),
  );
  return [...own, ...below];
}

function collectDefines(nodes: readonly Node[], defines: Map<string, readonly Node[]>): void {
  for (const node of nodes) {
    if (node.sort === 'define') {
      defines.set(node.name, node.body);
      collectDefines(node.body, defines);
    } else if (node.sort === 'if' || node.sort === 'with' || node.sort === 'range') {
      collectDefines([...node.body, ...node.otherwise], defines);
    }
  }
}

class Walker {
  private readonly visits = new Map<string, number>();

  constructor(
    private readonly reads: Reads,
    private readonly defines: ReadonlyMap<string, readonly Node[]>,
  ) {}

  nodes(nodes: readonly Node[], scope: Scope): void {
    for (const node of nodes) this.node(node, scope);
  }

  private node(node: Node, scope: Scope): void {
    switch (node.sort) {
      case 'text':
        if (/\S/.test(node.text)) this.reads.says(scope.guards, scope.file, node.text);
        return;
      case 'define':
        return;
      case 'action':
        this.reads.says(scope.guards, scope.file, node.pipe);
        this.assign(node.pipe, this.evaluate(node.pipe, scope, 'text'), scope);
        return;
      case 'template':
        this.call(node.name, node.pipe ? this.evaluate(node.pipe, scope, 'argument') : { sort: 'other' }, scope);
        return;
      case 'if':
      case 'with':
      case 'range':
        this.branch(node, scope);
    }
  }

  private branch(node: Extract<Node, { sort: 'if' | 'with' | 'range' }>, scope: Scope): void {
    const meaning = this.evaluate(node.pipe, scope, node.sort === 'range' ? 'range' : 'condition');
    const condition = node.sort === 'if' ? conditionOf(node.pipe, scope, this.conditions) : truthiness(meaning);
    const inner = { ...scope, variables: new Map(scope.variables), guards: [...scope.guards, condition] };
    if (node.sort === 'with') inner.dot = meaning;
    if (node.sort === 'range') {
      const items = oneOf([member(meaning, ITEM)]);
      inner.dot = items;
      const [first, second] = node.pipe.variables;
      if (second !== undefined) inner.variables.set(second, items);
      else if (first !== undefined) inner.variables.set(first, items);
    } else this.assign(node.pipe, meaning, inner);
    this.nodes(node.body, inner);
    const outer = { ...scope, variables: new Map(scope.variables), guards: [...scope.guards, not(condition)] };
    this.nodes(node.otherwise, outer);
  }

  private assign(pipe: Pipe, meaning: Meaning, scope: Scope): void {
    for (const name of pipe.variables) {
      const known = scope.variables.get(name);
      scope.variables.set(name, known ? oneOf([known, meaning]) : meaning);
    }
  }

  private evaluate(pipe: Pipe, scope: Scope, use: Parameters<typeof evaluate>[2]): Meaning {
    return evaluate(pipe, scope, use, this.reads, (name, argument, from) => this.call(name, argument, from));
  }

  /** Walks the body of a define for an argument. */
  private call(name: string, argument: Meaning, scope: Scope): void {
    const body = this.defines.get(name);
    if (!body || scope.depth >= DEEPEST) return;
    const key = `${name}(${meaningKey(argument)})`;
    const visits = this.visits.get(key) ?? 0;
    if (visits >= VISITS) return;
    this.visits.set(key, visits + 1);
    const inner = {
      ...scope,
      dot: argument,
      root: argument,
      variables: new Map<string, Meaning>(),
      depth: scope.depth + 1,
    };
    this.nodes(body, inner);
  }

  /** What a condition needs to look into: the texts of defines, as `{{ if include "x.enabled" . }}` asks for them. */
  private readonly conditions = {
    define: (name: string) => this.defines.get(name),
  };
}

function truthiness(meaning: Meaning): Formula {
  const parts = pathsIn(meaning).map((path): Formula => ({ is: 'truthy', path }));
  if (meaning.sort !== 'values' && meaning.sort !== 'one-of') return { is: 'unknown' };
  return anyOf(parts);
}
