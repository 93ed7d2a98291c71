// Makes schema.json: the fields of every kind that Kubernetes itself knows, from the API server that $KUBECONFIG names.
//
//   npm run schema              writes it
//   npm run schema -- --check   fails where it is not what the API server says
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import process from 'node:process';

const FILE = fileURLToPath(new URL('schema.json', import.meta.url));
/** Groups whose objects nobody writes into a file: questions to the API server, and what it aggregates. */
const NOT_WRITTEN = /^apis\/(?:authentication\.k8s\.io|authorization\.k8s\.io|metrics\.k8s\.io)\//;

/** Types of Kubernetes itself: a cluster has those of its definitions, too. */
const OWN = /\/io\.k8s\.(?:api|apiextensions-apiserver|kube-aggregator)\./;

const get = (path) => JSON.parse(execFileSync('kubectl', ['get', '--raw', path], { maxBuffer: 2 ** 28 }).toString());

/** `io.k8s.api.core.v1.Container` → `core.v1.Container`: the package and the type. */
const shortName = (ref) =>
  ref
    .replace('#/components/schemas/', '')
    .replace(
      /^io\.k8s\.(?:apimachinery\.pkg\.apis|apiextensions-apiserver\.pkg\.apis|kube-aggregator\.pkg\.apis|api)\./,
      '',
    )
    .replace(/^io\.k8s\.apimachinery\.pkg\.(?:api|util|runtime)\./, '');

/** Types whose JSON is no map of fields, by what the server decodes. */
const SCALARS = {
  'resource.Quantity': 'quantity',
  'intstr.IntOrString': 'int or string',
  'meta.v1.Time': 'time',
  'meta.v1.MicroTime': 'micro time',
  'meta.v1.FieldsV1': 'any',
  RawExtension: 'any',
  'apiextensions.v1.JSON': 'any',
};

function typeOf(schema) {
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (ref) {
    const name = shortName(ref);
    return SCALARS[name] ?? name;
  }
  if (schema.type === 'array') return ['list', typeOf(schema.items)];
  if (schema.type === 'object') {
    return schema.additionalProperties ? ['map', typeOf(schema.additionalProperties)] : 'any';
  }
  if (schema.enum) return ['one of', ...schema.enum.filter((value) => value !== '')];
  if (schema.type === 'string') return schema.format === 'byte' ? 'base64' : 'string';
  return schema.format ?? schema.type ?? 'any';
}

function fieldsOf(schema) {
  const fields = Object.entries(schema.properties).map(([name, field]) => [name, typeOf(field)]);
  // Required, and not filled in: the server decodes what is missing as the default.
  const required = schema.required ?? [];
  return { ...(required.length > 0 ? { required } : {}), fields: Object.fromEntries(fields) };
}

function schemaOf() {
  const { gitVersion } = get('/version');
  const kinds = {};
  const found = new Map();
  for (const path of Object.keys(get('/openapi/v3').paths).sort()) {
    if (!/^(?:api|apis\/[^/]+)\/v[^/]+$/.test(path) || NOT_WRITTEN.test(path)) continue;
    const { paths, components } = get(`/openapi/v3/${path}`);
    for (const [name, schema] of Object.entries(components.schemas)) found.set(shortName(name), schema);
    for (const [url, operations] of Object.entries(paths)) {
      const kind = operations.put?.['x-kubernetes-group-version-kind'];
      // Subresources have another kind than the path before them, or the same with less of it.
      if (!kind || !url.endsWith('/{name}')) continue;
      const apiVersion = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
      const content =
        operations.put.requestBody.content['*/*'] ?? operations.put.requestBody.content['application/json'];
      if (OWN.test(content.schema.$ref)) kinds[`${apiVersion}/${kind.kind}`] = shortName(content.schema.$ref);
    }
  }
  const types = {};
  const reach = (type) => {
    if (Array.isArray(type)) return type[0] === 'one of' ? undefined : reach(type[1]);
    const schema = found.get(type);
    if (!schema?.properties || types[type]) return undefined;
    types[type] = fieldsOf(schema);
    Object.values(types[type].fields).forEach(reach);
  };
  Object.values(kinds).forEach(reach);
  const sorted = (map) => Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { version: gitVersion.replace(/^v/, ''), kinds: sorted(kinds), types: sorted(types) };
}

/** One line a type, so that a new version's diff can be read. */
function textOf({ version, kinds, types }) {
  const lines = (map) =>
    Object.entries(map)
      .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(',\n');
  return `{\n  "version": ${JSON.stringify(version)},\n  "kinds": {\n${lines(kinds)}\n  },\n  "types": {\n${lines(types)}\n  }\n}\n`;
}

const text = textOf(schemaOf());
if (process.argv.includes('--check')) {
  if (readFileSync(FILE, 'utf8') !== text) {
    console.error(`${FILE} is not what the API server says: npm run schema`);
    process.exitCode = 1;
  }
} else writeFileSync(FILE, text);
