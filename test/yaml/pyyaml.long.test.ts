import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { kubeKeyOrder, toYaml } from '../../lib/yaml';
import { json, text } from './json-values';

/** Reads `[value, YAML]` pairs and prints those that PyYAML reads otherwise, as JSON. */
const READ = `
import json, sys, yaml
wrong = []
for value, text in json.load(sys.stdin):
    try:
        read = yaml.safe_load(text)
    except yaml.YAMLError as error:
        read = repr(error)
    if json.dumps(read, sort_keys=True, default=repr) != json.dumps(value, sort_keys=True):
        wrong.append([value, text, repr(read)])
json.dump(wrong, sys.stdout)
`;

// Debian's python3-yaml: a reader of YAML 1.1 that shares no code and no opinion with the package `yaml`.
test('PyYAML reads any JSON value as that value', () => {
  const seen = fc.sample(
    fc.oneof(
      json,
      text,
      text.map((t) => ({ a: [t], [t]: { b: t } })),
    ),
    20_000,
  );
  // Python has no lone surrogates in text that it reads.
  const values = seen.filter((value) => !/\\ud[89a-f]/i.test(JSON.stringify(value)));
  const pairs = values.map((value) => [value, toYaml(value, kubeKeyOrder)]);
  const { stdout, stderr } = spawnSync(process.env.PYTHON ?? '/usr/bin/python3', ['-c', READ], {
    input: JSON.stringify(pairs),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual([]);
  expect(pairs.length).toBeGreaterThan(10_000);
}, 300_000);
