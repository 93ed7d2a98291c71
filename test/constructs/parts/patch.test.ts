import { App, Chart, JsonPatch } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import fc from 'fast-check';
import { patch, Patch } from '../../../lib/constructs/parts/patch';
import { WebWorkload } from '../../../lib/constructs/web-workload';
import { releaseChart, renderUnchecked } from '../fixture/rendered';

// A rendered object, of which each test knows its part.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

function patched(...patches: Patch[]) {
  const chart = releaseChart();
  const web = new WebWorkload(chart, 'web', { image: 'nginx:1', port: 80, env: { A: '1' } });
  patch(web, { kind: 'Deployment' }, ...patches);
  return renderUnchecked(chart).find('Deployment');
}

describe('a patch lands', () => {
  test.each<[string, string, (deployment: Json) => unknown]>([
    ['on a field that is there', 'spec.replicas', (d) => d.spec.replicas],
    ['on a field that is not', 'spec.minReadySeconds', (d) => d.spec.minReadySeconds],
    ['below maps that are not there', 'spec.template.spec.dnsConfig.x.y', (d) => d.spec.template.spec.dnsConfig.x.y],
    ['in a list item by name', 'spec.template.spec.containers[web].tty', (d) => d.spec.template.spec.containers[0].tty],
    ['in a list item by index', 'spec.template.spec.containers[0].tty', (d) => d.spec.template.spec.containers[0].tty],
    [
      'in place of a list item',
      'spec.template.spec.containers[web].env[A]',
      (d) => d.spec.template.spec.containers[0].env[0],
    ],
    ['at the end of a list', 'spec.template.spec.volumes[+]', (d) => d.spec.template.spec.volumes[1]],
    ['in a new list', 'spec.template.spec.hostAliases[+]', (d) => d.spec.template.spec.hostAliases[0]],
    ['on a key with dots', 'metadata.annotations["a.b/c\\"d"]', (d) => d.metadata.annotations['a.b/c"d']],
    ['on a field that Kubernetes gets next year', 'spec.template.spec.newer', (d) => d.spec.template.spec.newer],
  ])('%s', (_what, path, look) => {
    expect(look(patched(Patch.set(path, { any: ['value'] })))).toEqual({ any: ['value'] });
  });

  test('and takes fields and list items away', () => {
    const deployment = patched(
      Patch.remove('spec.strategy'),
      Patch.remove('spec.template.spec.containers[web].env[A]'),
      Patch.remove('spec.template.spec.volumes[tmp]'),
    );
    expect(deployment.spec).not.toHaveProperty('strategy');
    expect(deployment.spec.template.spec.containers[0].env).toEqual([]);
    expect(deployment.spec.template.spec.volumes).toEqual([]);
  });

  test('in the order given, later ones on top, also from several calls', () => {
    const chart = releaseChart();
    const web = new WebWorkload(chart, 'web', { image: 'nginx:1', port: 80 });
    patch(web, { kind: 'Deployment' }, Patch.set('spec.a', 1), Patch.set('spec.a', 2));
    patch(chart, { kind: 'Deployment', name: 'shop-web' }, Patch.set('spec.b', 3), Patch.remove('spec.a'));
    expect(renderUnchecked(chart).find('Deployment').spec).toMatchObject({ b: 3 });
    expect(renderUnchecked(chart).find('Deployment').spec).not.toHaveProperty('a');
  });

  test('on a field that the L1 of cdk8s-plus drops, where its own JsonPatch is lost', () => {
    const chart = new Chart(new App(), 'plain');
    const props = {
      metadata: { name: 'web' },
      spec: { selector: {}, template: { spec: { containers: [{ name: 'web' }] } } },
    };
    const deployment = new k8s.KubeDeployment(chart, 'web', props);
    const containerOf = (json: Json) => json.spec.template.spec.containers[0];
    deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/restartPolicyRules', []));
    expect(containerOf(deployment.toJson())).not.toHaveProperty('restartPolicyRules');
    patch(chart, { kind: 'Deployment' }, Patch.set('spec.template.spec.containers[web].restartPolicyRules', []));
    expect(containerOf(deployment.toJson())).toHaveProperty('restartPolicyRules', []);
  });

  test('on every path that it reads, whatever the keys', () => {
    const key = fc.string({ minLength: 1 }).filter((text) => text !== '__proto__');
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 4 }), fc.jsonValue(), (keys, value) => {
        const path = `spec${keys.map((text) => `["new${text.replace(/[\\"]/g, '\\$&')}"]`).join('')}`;
        const found = keys.reduce<Json>((at, text) => at[`new${text}`], patched(Patch.set(path, value)).spec);
        expect(JSON.stringify(found)).toBe(JSON.stringify(value));
      }),
      { numRuns: 50 },
    );
  });

  test('leaves the objects of other kinds and names as they were', () => {
    const chart = releaseChart();
    const web = new WebWorkload(chart, 'web', { image: 'nginx:1', port: 80 });
    const before = renderUnchecked(chart).objects.filter(({ kind }) => kind !== 'Service');
    patch(web, { kind: 'Service' }, Patch.set('spec.x', 1));
    expect(renderUnchecked(chart).objects.filter(({ kind }) => kind !== 'Service')).toEqual(before);
  });
});

describe('fails', () => {
  const at = (path: string) => `[shop/web/Deployment] patch of Deployment shop-web at '${path}': `;

  test.each([
    [
      'spec.strategy.typo.x',
      Patch.remove('spec.strategy.typo.x'),
      "there is no 'typo' at spec.strategy. There are: rollingUpdate, type",
    ],
    ['spec.typo', Patch.remove('spec.typo'), "there is no 'typo' at spec. There are: "],
    ['spec.toString', Patch.remove('spec.toString'), "there is no 'toString' at spec."],
    ['spec.replicas.x', Patch.set('spec.replicas.x', 1), 'spec.replicas is 2, neither a map nor a list'],
    [
      'spec.template.spec.containers[db].image',
      Patch.set('spec.template.spec.containers[db].image', 'x'),
      'spec.template.spec.containers has no item [db]. There are: web',
    ],
    [
      'spec.template.spec.containers[1].image',
      Patch.set('spec.template.spec.containers[1].image', 'x'),
      'spec.template.spec.containers has no item [1]. There are: web',
    ],
    [
      'spec.template.spec.containers.web',
      Patch.set('spec.template.spec.containers.web', 'x'),
      'spec.template.spec.containers is a list: write [name], [0] or, at the end, [+]',
    ],
    [
      'spec.template.spec.containers[+].image',
      Patch.set('spec.template.spec.containers[+].image', 'x'),
      'spec.template.spec.containers is a list: write [name], [0] or, at the end, [+]',
    ],
    ['spec[replicas]', Patch.set('spec[replicas]', 1), 'spec is a map, not a list: write .replicas or ["replicas"]'],
    ['spec[+]', Patch.set('spec[+]', 1), 'spec is a map, not a list: nothing can be appended'],
    ['spec.new[name]', Patch.set('spec.new[name]', 1), "there is no 'new' at spec."],
  ])('at %s', (path, one, message) => {
    expect(() => patched(one)).toThrow(at(path) + message);
  });

  test.each(['', '.spec', 'spec..x', 'spec[', 'spec["x]', 'spec[]', 'spec.', 'spec.__proto__.x', '["__proto__"]'])(
    'at once for the path %j',
    (path) => {
      expect(() => Patch.set(path, 1)).toThrow(/path|__proto__/);
    },
  );

  test('at once for undefined, which would be lost', () => {
    expect(() => Patch.set('spec.x', undefined)).toThrow(/the value is undefined. Use Patch.remove/);
  });

  test('at once where no object is meant, naming those that there are', () => {
    const chart = releaseChart();
    const web = new WebWorkload(chart, 'web', { image: 'nginx:1', port: 80 });
    expect(() => patch(web, { kind: 'Deployment', name: 'web' }, Patch.set('spec.x', 1))).toThrow(
      /\[shop\/web\] patch: there is no Deployment web here\. There are: .*Deployment shop-web/,
    );
  });
});
