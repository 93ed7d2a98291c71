import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { compare } from '../../lib/adopt/compare';
import { bracesIn, Placeholders, readPlaceholder } from '../../lib/adopt/input/placeholders';
import { readArgument, type Findings } from '../../lib/cli/adopt-sources';
import { adoptInput, INPUTS } from './fixture/adopt-input';

// Some thirty projects, each synthesized.
jest.setTimeout(120_000);

const inputs = fs.readdirSync(INPUTS).sort();
const adopted = new Map(inputs.map((input) => [input, adoptInput(input)]));
const of = (input: string) => adopted.get(input) as ReturnType<typeof adoptInput>;
const file = (input: string, name: string): string => of(input).adoption.files.get(name) ?? '';

test('there are enough inputs to speak of a rule', () => {
  expect(inputs.length).toBeGreaterThanOrEqual(25);
});

test.each(inputs)('%s: the project makes equal objects for each environment', (input) => {
  const { environments } = of(input);
  expect(environments.length).toBeGreaterThan(0);
  for (const { made, differences } of environments) {
    expect(differences).toEqual([]);
    expect(made.objects.length).toBeGreaterThan(0);
    // What is written is what was compared.
    expect(parseAllDocuments(made.text).length).toBe(made.objects.length);
  }
});

test('no file has a secret that was in the YAML, in plain text or base64', () => {
  // Every secret of the inputs is made of this word.
  const secret = /hunter2|aHVudGVyMg/;
  expect(fs.readFileSync(path.join(INPUTS, 'literals/web.yaml'), 'utf8')).toMatch(secret);
  for (const { adoption, environments } of adopted.values()) {
    expect([...adoption.files.values()].join('\n')).not.toMatch(secret);
    expect(environments.map(({ made }) => made.text).join('\n')).not.toMatch(secret);
  }
});

test('passwords in variables, URLs and commands become references; what only looks like one stays', () => {
  const { adoption } = of('literals');
  const [environment] = adoption.environments;
  expect(environment?.replaced.map(({ secret, key }) => `${secret}/${key}`)).toEqual([
    'web-secrets/DB_PASSWORD',
    'web-secrets/DATABASE_URL',
    'web-secrets/SECRET_KEY_BASE',
    'redis-secrets/REDIS_PASSWORD',
  ]);
  expect(environment?.left).toMatchObject([{ kind: 'ConfigMap', name: 'legacy-config', keys: ['SMTP_PASSWORD'] }]);
  const code = [...adoption.files.values()].join('\n');
  expect(code).toContain("ALLOW_EMPTY_PASSWORD: 'yes'");
  expect(code).toContain("PASSWORD_FILE: '/run/secrets/db'");
  expect(code).toContain("args: ['--requirepass', '$(REDIS_PASSWORD)', '--appendonly', 'yes']");
});

test('secrets in probes, hooks, scripts, SQL, connections and custom resources are found too', () => {
  const { adoption } = of('secrets-everywhere');
  const [environment] = adoption.environments;
  expect(environment?.left.map(({ kind, name, keys }) => `${kind} ${name} ${keys.join()}`)).toEqual([
    'ConfigMap init init.sql',
    'ConfigMap redis redis.conf',
    'ConfigMap application application.yml',
    'HelmRelease grafana spec.values.adminPassword',
  ]);
  const code = [...adoption.files.values()].join('\n');
  expect(code).toContain('\'mysqladmin ping -uroot "-p$MYSQL_ROOT_PASSWORD"\'');
  expect(code).toContain('PGPASSWORD=$(BACKUP_PASSWORD) pg_dump -U postgres postgres');
  expect(code).toMatch(/ExternalSecret[^]*SealedSecret/);
});

test('with keepLiterals, objects stay as they are', () => {
  const { adoption } = adoptInput('literals', { keepLiterals: true });
  expect(adoption.environments[0]?.replaced).toEqual([]);
  expect(adoption.environments[0]?.left).toHaveLength(1);
});

describe('values', () => {
  const values = (input: string) =>
    of(input).adoption.plan.values.map(({ path: at, given }) => [at?.join('.'), Object.fromEntries(given)]);

  test('hold what differs between environments, once, under a name that says what it is', () => {
    expect(Object.fromEntries(values('express-two'))).toMatchObject({
      replicas: { dev: 1, prod: 4 },
      host: { dev: 'dev.api.example.com', prod: 'api.example.com' },
      imageTag: { dev: 'develop', prod: '1.9.0' },
      sentryDsn: { dev: undefined, prod: 'https://sentry.example.com/7' },
      tls: { dev: false, prod: true },
      autoscaling: { dev: false, prod: true },
    });
    expect(file('express-two', 'chart.ts')).toContain('PUBLIC_URL: `https://${values.host}`');
  });

  test('name the environment, and what stands before or behind names, once', () => {
    const names = values('kustomized').map(([name]) => name);
    expect(names.filter((name) => name === 'nameSuffix' || name === 'environment')).toEqual([
      'environment',
      'nameSuffix',
    ]);
    expect(file('affixed', 'chart.ts')).toContain('name: `${values.environment}-store`');
  });

  test('hold a line of a file where the others are the same', () => {
    expect(Object.fromEntries(values('config-differs'))).toMatchObject({ workers: { dev: '1', prod: '8' } });
  });

  test('of one environment are what changes next: replicas, tags and hosts', () => {
    expect(values('django-postgres').map(([name]) => name)).toEqual(
      expect.arrayContaining(['django.replicas', 'django.imageTag', 'django.host']),
    );
  });

  test('take any tag for an image, also where the one that runs is a digit', () => {
    expect(file('duplicate-keys', 'chart.ts')).toContain("imageTag: imageTag.default('2')");
    expect(file('custom-resources', 'chart.ts')).toContain("imageTag: imageTag.default('1')");
  });

  test('are what an environment has over the defaults, and nothing else', () => {
    const dev = file('express-two', 'values/express-two.dev.yaml');
    expect(dev).toContain('{}');
    expect(file('express-two', 'values/express-two.prod.yaml')).toContain('replicas: 4');
  });
});

test('one namespace of an environment is said once, not in every object', () => {
  expect(file('express-two', 'environments.ts')).toContain("{ name: 'prod', release: { namespace: 'api-prod' } }");
  expect(file('express-two', 'chart.ts')).not.toContain('namespace:');
});

test('of a live dump, what the cluster filled in is left out, and what was restarted stays so', () => {
  const { adoption, environments } = of('live-dump');
  const text = environments.map(({ made }) => made.text).join('');
  expect(text).not.toMatch(/status:|uid:|clusterIP|terminationMessagePath|creationTimestamp|last-applied|ReplicaSet/);
  expect(text).toContain('kubectl.kubernetes.io/restartedAt');
  expect(adoption.environments[0]?.notes).toEqual(
    expect.arrayContaining([expect.stringContaining('ReplicaSet todo/todo-7d9c5b6f4 is not taken over')]),
  );
});

test('the types of a kind are used where they allow the object, else the object is made as it is', () => {
  expect(file('flask-tutorial', 'chart.ts')).toContain('new Kube.Workload(');
  expect(file('removed-versions', 'chart.ts')).toContain("apiVersion: 'extensions/v1beta1'");
  expect(file('off-types', 'chart.ts')).toContain('new Kube.AnyObject(');
});

describe('what belongs together', () => {
  const group = file('django-postgres', 'chart.ts') + file('django-postgres', 'django.ts');

  test('says each thing once: names, labels and containers of a workload', () => {
    expect(group).toContain("labels: { app: 'django' },");
    expect(group.match(/app: 'django'/g)).toHaveLength(1);
    expect(group).toContain('containers: {\n        django: {');
    expect(group).not.toContain('matchLabels');
  });

  test('refers: a Service to its pods, an Ingress to the Service, a pod to its ConfigMap and claim', () => {
    expect(group).toContain('selector: django.selector');
    expect(group).toContain("http: Kube.paths('Prefix', { '/': djangoService.port('http') })");
    expect(group).toContain('configMapRef: { name: djangoConfig.name }');
    expect(group).toContain('claimName: djangoClaim.name');
    expect(file('express-two', 'chart.ts')).toContain('scaleTargetRef: workload.scaleTarget');
  });

  test('an Ingress to several Services comes behind them', () => {
    const shared = file('two-behind-ingress', 'chart.ts');
    expect(shared).toContain("'/api': apiService.port(80)");
    expect(shared).toContain("'/': webService.port('http')");
    expect(shared.indexOf('new Kube.Ingress')).toBeGreaterThan(shared.lastIndexOf('new Kube.Workload'));
  });

  test('a workload that selects by expressions, and one whose containers share a name, stay as they are', () => {
    const shared = file('two-behind-ingress', 'chart.ts');
    expect(shared).toMatch(/new Kube\.DaemonSet\([^]*matchExpressions/);
    expect(shared).toContain("backend: { resource: { kind: 'Bucket', name: 'files'");
  });

  test('is written as it was, each object for itself, when that is asked for', () => {
    const { adoption, environments } = adoptInput('django-postgres', { plain: true });
    const code = [...adoption.files.values()].join('');
    expect(environments.flatMap(({ differences }) => differences)).toEqual([]);
    expect(code).toContain('new Kube.Deployment(');
    expect(code).not.toMatch(/Kube\.(Workload|paths)|\.selector,/);
  });
});

test('which file was taken for which environment is said', () => {
  expect(of('suffix-files').adoption.assumed.join(' ')).toContain("it is the environment 'default'");
  expect(of('optional-parts').adoption.assumed.join(' ')).toContain('live, qa');
  expect(of('base-and-named').adoption.assumed.join(' ')).toContain('belongs to every one');
  expect(of('apart').adoption.environments.map(({ name }) => name)).toEqual(['default']);
});

test('what is no manifest, a placeholder and a key that stands twice are said, with the place', () => {
  expect(of('apart').findings.notes.join('\n')).toMatch(/values\.yaml:1: .*It is left out/);
  expect(of('placeholders').findings.notes.join('\n')).toContain('${TAG} seems to be a placeholder');
  expect(of('duplicate-keys').findings.notes.join('\n')).toContain('replicas stands twice');
  expect(of('same-object-twice').adoption.environments[0]?.notes.join('\n')).toContain('the latter is taken');
});

describe('placeholders', () => {
  const text = 'image: {{ image }}\ncommand: echo ${HOME} $(NAME) $TAGS\nport: __PORT__\n';

  test('are filled in before a file is read, each by its name, and nothing else is', () => {
    expect(of('filled-in').findings).toEqual({ failed: [], notes: [] });
    expect(file('filled-in', 'chart.ts')).toContain("imageTag: imageTag.default('1.10')");
    expect(file('filled-in', 'chart.ts')).toContain('echo $(POD) ${HOME}; exec web');
    const given = new Map(Object.entries({ image: 'web:$PORT', PORT: '80', TAG: 'x' }));
    expect(new Placeholders(given).fill(text)).toBe(
      'image: web:$PORT\ncommand: echo ${HOME} $(NAME) $TAGS\nport: 80\n',
    );
  });

  test('that stand nowhere are refused, with those that do', () => {
    const placeholders = new Placeholders(new Map([['Image', 'x']]));
    placeholders.fill(text);
    expect(() => placeholders.assertUsed()).toThrow('placeholder Image. There are: HOME, PORT, TAGS, image.');
    expect(() => readPlaceholder('TAG')).toThrow('Allowed: NAME=VALUE');
  });

  test('that keep a file from being YAML are named, those in texts are not', () => {
    expect(
      bracesIn('replicas: {{ n }}\n  - {{n}}-{{ .Values.m }}\nsummary: "{{ $labels.x }} {{ y }}"\n# a: {{ z }}'),
    ).toEqual(['n', '.Values.m']);
  });
});

test('a field that differs, an object that is missing and one too many are each a difference', () => {
  const object = (name: string, data: Record<string, string>) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name },
    data,
  });
  expect(compare([object('a', { k: 'x' }), object('b', {})], [object('a', { k: 'y' }), object('c', {})])).toEqual([
    { object: 'ConfigMap a', sort: 'changed', fields: ['data.k'] },
    { object: 'ConfigMap b', sort: 'removed', fields: [] },
    { object: 'ConfigMap c', sort: 'added', fields: [] },
  ]);
});

test('adopting twice gives the same files', () => {
  expect([...adoptInput('kustomized').adoption.files]).toEqual([...of('kustomized').adoption.files]);
});

test('a file that a kustomization names and that is not there is told, and the rest is read', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kustomization-'));
  const base = 'kind: Kustomization\nresources: [web.yaml, secrets.yaml]\n';
  const files = {
    'base/kustomization.yaml': base,
    'base/web.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { a: b }\n',
    'prod/kustomization.yaml': 'kind: Kustomization\nnamePrefix: prod-\nresources: [../base]\n',
  };
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
  const findings: Findings = { failed: [], notes: [] };
  const { files: read } = readArgument(folder, findings);
  expect(read.flatMap(({ found }) => found.map(({ object }) => object.metadata.name))).toEqual(['prod-web']);
  expect(findings.failed).toEqual([expect.stringContaining('base/secrets.yaml is not there, though')]);
  expect(fs.readFileSync(path.join(folder, 'base/kustomization.yaml'), 'utf8')).toBe(base);
  fs.rmSync(folder, { recursive: true });
});

test('a kustomization that takes a Helm chart in is not read, with what to do', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kustomization-'));
  const chart = 'helmCharts: [{ name: redis, repo: https://charts.example.com, version: 1.0.0, releaseName: main }]';
  fs.writeFileSync(path.join(folder, 'kustomization.yaml'), `kind: Kustomization\n${chart}\n`);
  const findings: Findings = { failed: [], notes: [] };
  readArgument(folder, findings);
  expect(findings.failed.join('\n')).toMatch(/kustomize build --enable-helm|is not there\. Run/);
  fs.rmSync(folder, { recursive: true });
});
