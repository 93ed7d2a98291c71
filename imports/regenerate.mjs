#!/usr/bin/env node
// Makes the typed constructs of this folder from CRD files with `cdk8s import`.
//
//   npm run imports                  from imports/crds/, which holds the definitions without their descriptions
//   npm run imports -- --crds DIR    first takes the definitions anew from the full CRD files in DIR
//   npm run imports -- --check       writes nothing; exit 1 when a file here is not what it would write
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import YAML from 'yaml';

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const require = createRequire(import.meta.url);

/** What the library uses: one CRD each, its versions, and the file in `--crds DIR` that has it. */
const crds = [
  { name: 'httproutes.gateway.networking.k8s.io', version: 'v1', file: 'gateway-api.yaml' },
  { name: 'clusters.postgresql.cnpg.io', version: 'v1', file: 'cloudnative-pg.yaml' },
  { name: 'servicemonitors.monitoring.coreos.com', version: 'v1', file: 'prometheus-operator.yaml' },
  { name: 'prometheusrules.monitoring.coreos.com', version: 'v1', file: 'prometheus-operator.yaml' },
];

const args = process.argv.slice(2);
const from = args.includes('--crds') ? args[args.indexOf('--crds') + 1] : undefined;
if (args.includes('--help')) {
  console.log('regenerate.mjs [--crds DIR] [--check]\nMakes imports/*.ts from imports/crds/*.yaml; see the head of the file.');
  process.exit(0);
}

const strippedFile = ({ name }) => path.join(here, 'crds', `${name}.yaml`);
if (from) {
  for (const crd of crds) fs.writeFileSync(strippedFile(crd), strip(crd, from));
}
const made = generate();
if (args.includes('--check')) {
  const stale = Object.keys(made).filter((file) => read(path.join(here, file)) !== made[file]);
  if (stale.length > 0) {
    console.error(`imports/: ${stale.join(', ')} is not what cdk8s import makes of imports/crds. Run: npm run imports`);
    process.exit(1);
  }
  console.log(`imports/: ${Object.keys(made).length} files are fresh`);
} else {
  for (const [file, text] of Object.entries(made)) fs.writeFileSync(path.join(here, file), text);
  console.log(`imports/: wrote ${Object.keys(made).join(', ')}`);
}

/** One CRD with one version and without descriptions: they are nine tenths of the file and of the generated code. */
function strip({ name, version, file }, dir) {
  const documents = YAML.parseAllDocuments(fs.readFileSync(path.join(dir, file), 'utf8')).map((d) => d.toJS());
  const crd = documents.find((d) => d?.kind === 'CustomResourceDefinition' && d.metadata.name === name);
  if (!crd) throw new Error(`${path.join(dir, file)} has no CustomResourceDefinition ${name}`);
  const versions = crd.spec.versions.filter((v) => v.name === version);
  const { group, names, scope } = crd.spec;
  const slim = {
    apiVersion: crd.apiVersion,
    kind: crd.kind,
    metadata: { name },
    spec: { group, names, scope, versions: versions.map((v) => ({ ...v, schema: withoutDescriptions(v.schema) })) },
  };
  return YAML.stringify(slim, { aliasDuplicateObjects: false });
}

function withoutDescriptions(value) {
  if (Array.isArray(value)) return value.map(withoutDescriptions);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, v]) => !(key === 'description' && typeof v === 'string') && key !== 'x-kubernetes-validations')
      .map(([key, v]) => [key, withoutDescriptions(v)]),
  );
}

/** Output of `cdk8s import` by file name. */
function generate() {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'imports-'));
  try {
    const cli = path.join(path.dirname(require.resolve('cdk8s-cli/package.json')), 'bin', 'cdk8s');
    for (const [group, members] of byGroup()) {
      // All of a group at once: it is one file, which the next import would write anew.
      const source = path.join(out, `${group}.yaml`);
      fs.writeFileSync(source, members.map((crd) => fs.readFileSync(strippedFile(crd), 'utf8')).join('---\n'));
      // In the temporary folder: `cdk8s import` writes its spec into the cdk8s.yaml that it finds.
      const cliArgs = ['import', source, '--output', out, '--language', 'typescript', '--save=false', '--check-upgrade=false'];
      execFileSync(process.execPath, [cli, ...cliArgs], { cwd: out, stdio: ['ignore', 'ignore', 'inherit'] });
    }
    return Object.fromEntries(
      fs
        .readdirSync(out)
        .filter((file) => file.endsWith('.ts'))
        .map((file) => [file, fs.readFileSync(path.join(out, file), 'utf8')]),
    );
  } finally {
    fs.rmSync(out, { recursive: true });
  }
}

/** The CRDs by their API group: what follows the first dot of their names. */
function byGroup() {
  const groups = new Map();
  for (const crd of crds) {
    const group = crd.name.slice(crd.name.indexOf('.') + 1);
    groups.set(group, [...(groups.get(group) ?? []), crd]);
  }
  return groups;
}

function read(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}
