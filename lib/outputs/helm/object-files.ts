import type { Entry, Node, Seq, Step } from '../../compiler/ir';
import { MADE_AT } from '../../compiler/object-keys';
import type { Json } from '../../manifests/manifest';
import { toYaml } from '../../yaml';
import { condition } from './expression';
import { rangeStart } from './range';
import type { Scope } from './scope';
import type { YamlTemplate } from './yaml-template';

/** One file for each object of a chart: `deployment.yaml`, or `proxy-deployment.yaml` where there are several. */
export function objectFiles(objects: Seq<Entry>, writer: YamlTemplate, scope: Scope): Map<string, string> {
  const steps = objects.flatMap((step) => apart(step));
  const kinds = new Map<string, number>();
  for (const step of steps) kinds.set(kindOf(step), (kinds.get(kindOf(step)) ?? 0) + 1);
  const files = new Map<string, string>();
  const common = commonIds(steps.map(idsOf));
  for (const step of steps) {
    const kind = kindOf(step);
    const component = (kinds.get(kind) ?? 0) > 1 ? componentOf(idsOf(step).slice(common), kind) : '';
    // A construct that is named for what it makes says it once: `headless-service`.
    const base = component.endsWith(dashed(kind)) ? component : [component, dashed(kind)].filter(Boolean).join('-');
    let name = base;
    for (let i = 2; files.has(`templates/${name}.yaml`) || files.has(`crds/${name}.yaml`); i++) name = `${base}-${i}`;
    const definition = literalOf(step);
    if (definition !== undefined && kind === 'CustomResourceDefinition')
      files.set(`crds/${name}.yaml`, toYaml(definition));
    else files.set(`templates/${name}.yaml`, `${write(step, writer, scope, name).join('\n')}\n`);
  }
  return files;
}

/** Conditions on several objects become one on each: a file for each object. */
function apart(step: Step<Entry>): Step<Entry>[] {
  if (step.s !== 'if') return [step];
  const side = (seq: Seq<Entry>): Step<Entry>[] => seq.flatMap(apart);
  return [
    ...side(step.then).map((then): Step<Entry> => ({ s: 'if', when: step.when, then: [then], else: [] })),
    ...side(step.else).map((then): Step<Entry> => ({
      s: 'if',
      when: { op: 'not', of: step.when },
      then: [then],
      else: [],
    })),
  ];
}

function write(
  step: Step<Entry>,
  writer: YamlTemplate,
  scope: Scope,
  name: string,
  lead: readonly string[] = [],
): string[] {
  if (step.s === 'one') return [...lead, ...writer.object(step.item.node, scope, name)];
  if (step.s === 'if') {
    const side = (steps: Seq<Entry>, at: Scope): string[] => steps.flatMap((one) => write(one, writer, at, name, lead));
    const tag = `{{- if ${condition(step.when, scope)} }}`;
    const otherwise = side(step.else, scope.knowing({ op: 'not', of: step.when }));
    return [
      tag,
      ...side(step.then, scope.knowing(step.when)),
      ...(otherwise.length > 0 ? ['{{- else }}', ...otherwise] : []),
      '{{- end }}',
    ];
  }
  const inner = scope.enter(step.over);
  const body = step.body.flatMap((one) => write(one, writer, inner, name, ['---']));
  const { range, bind } = rangeStart(step, scope, inner, body.join('\n'));
  return [`{{- ${range} }}`, ...(bind ? [`{{- ${bind} }}`] : []), ...body, '{{- end }}'];
}

/** The construct path and kind that the compiler knows an object by. */
function keyOf(step: Step<Entry>): string {
  if (step.s === 'one')
    return step.item.key.map((part) => (part.s === 'one' && typeof part.item === 'string' ? part.item : '')).join('');
  const [first] = step.s === 'if' ? step.then : step.body;
  return first ? keyOf(first) : '|Object';
}

const kindOf = (step: Step<Entry>): string => keyOf(step).split('|')[1] ?? 'Object';

/** Ids of the constructs that an object is in, and its own. */
const idsOf = (step: Step<Entry>): string[] => (keyOf(step).split('|')[0] ?? '').split('/');

/** How many ids all objects are below: a chart of one construct names no file after it. */
function commonIds(paths: readonly (readonly string[])[]): number {
  const [first = []] = paths;
  const differs = first.findIndex((id, i) => paths.some((ids) => ids.length <= i + 1 || ids[i] !== id));
  return Math.max(0, differs);
}

function componentOf(ids: readonly string[], kind: string): string {
  const parts = ids.filter((id) => id !== 'Resource' && id !== 'Default' && id !== kind && !id.startsWith(MADE_AT));
  return parts.map(dashed).filter(Boolean).join('-');
}

const dashed = (name: string): string =>
  name
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

function literalOf(step: Step<Entry>): Json | undefined {
  const node: Node | undefined = step.s === 'one' ? step.item.node : undefined;
  return node?.n === 'literal' ? node.value : undefined;
}
