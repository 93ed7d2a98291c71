import type { Expression, ListItem, MapEntry } from '../../merge/expression';
import { at, without } from '../../merge/same-expression';
import { textLiteral } from '../text';

/** The backends of an Ingress that are Services of the same code. */
export type FindService = (name: Expression) => string | undefined;

/** `spec` of an Ingress with its rules' paths as `Kube.paths('Prefix', { '/': web.port(80) })`, where they can be said so. */
export function ingressForm(spec: Expression, findService: FindService): Expression {
  if (spec.sort !== 'map') return spec;
  const entries = spec.entries.map((entry): MapEntry => {
    if (entry.key === 'defaultBackend')
      return { ...entry, value: backendForm(entry.value, findService) ?? entry.value };
    if (entry.key !== 'rules' || entry.value.sort !== 'list') return entry;
    const items = entry.value.items.map((item) => ({ ...item, value: ruleForm(item.value, findService) }));
    return { ...entry, value: { sort: 'list', items } };
  });
  return { sort: 'map', entries };
}

function ruleForm(rule: Expression, findService: FindService): Expression {
  if (rule.sort !== 'map') return rule;
  const entries = rule.entries.map((entry): MapEntry => {
    const paths =
      entry.key === 'http' && without(entry.value, 'paths').length === 0 ? at(entry.value, 'paths') : undefined;
    return { ...entry, value: (paths && pathsForm(paths, findService)) ?? entry.value };
  });
  return { sort: 'map', entries };
}

function pathsForm(paths: Expression, findService: FindService): Expression | undefined {
  if (paths.sort !== 'list' || paths.items.length === 0) return undefined;
  const types = paths.items.map(({ value }) => textOf(at(value, 'pathType')));
  const [type] = types;
  if (type === undefined || types.some((one) => one !== type)) return undefined;
  const entries = paths.items.map((item) => pathEntry(item, findService));
  const keys = new Set(entries.map((entry) => entry?.key));
  if (keys.has(undefined) || keys.size < entries.length) return undefined;
  return {
    sort: 'call',
    callee: 'Kube.paths',
    before: `${textLiteral(type)}, `,
    argument: { sort: 'map', entries: entries as MapEntry[] },
  };
}

function pathEntry({ value, when }: ListItem, findService: FindService): MapEntry | undefined {
  const path = textOf(at(value, 'path'));
  const backend = at(value, 'backend');
  const said = path?.startsWith('/') && without(value, 'path', 'pathType', 'backend').length === 0;
  const form = said && backend && backendForm(backend, findService);
  return path !== undefined && form ? { key: path, value: form, when } : undefined;
}

/** `web.port('http')`, or `Kube.backend('web', 'http')` of a Service that is made elsewhere. */
function backendForm(backend: Expression, findService: FindService): Expression | undefined {
  const service = at(backend, 'service');
  const name = at(service, 'name');
  const port = at(service, 'port');
  const given = at(port, 'number') ?? at(port, 'name');
  if (!name || given?.sort !== 'literal' || without(port).length !== 1) return undefined;
  if (without(backend, 'service').length > 0 || without(service, 'name', 'port').length > 0) return undefined;
  const code = typeof given.value === 'string' ? textLiteral(given.value) : String(given.value);
  const known = findService(name);
  if (known !== undefined) return { sort: 'code', code: `${known}.port(${code})` };
  const text = textOf(name);
  return text === undefined ? undefined : { sort: 'code', code: `Kube.backend(${textLiteral(text)}, ${code})` };
}

const textOf = (expression: Expression | undefined): string | undefined =>
  expression?.sort === 'literal' && typeof expression.value === 'string' ? expression.value : undefined;
