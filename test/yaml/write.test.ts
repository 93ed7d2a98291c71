import { kubeKeyOrder, toYaml, toYamlDocuments } from '../../lib/yaml';

const deployment = {
  spec: {
    template: {
      spec: {
        containers: [
          {
            args: ['--verbose', '-c', 'echo "hi"', '*'],
            env: [{ value: '8000', name: 'PORT' }],
            image: 'localhost/web:1.0',
            name: 'web',
            volumeMounts: [],
          },
        ],
        volumes: [{ emptyDir: {}, name: 'tmp' }],
      },
    },
  },
  metadata: { annotations: { note: 'a: b' }, labels: { 'app.kubernetes.io/name': 'web' }, name: 'web' },
  kind: 'Deployment',
  apiVersion: 'apps/v1',
};

describe('toYamlDocuments', () => {
  test('writes an object as a Kubernetes person would', () => {
    expect(toYamlDocuments([deployment])).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app.kubernetes.io/name: web
  annotations:
    note: "a: b"
spec:
  template:
    spec:
      containers:
      - name: web
        image: localhost/web:1.0
        args:
        - --verbose
        - -c
        - echo "hi"
        - "*"
        env:
        - name: PORT
          value: "8000"
        volumeMounts: []
      volumes:
      - name: tmp
        emptyDir: {}
`);
  });

  test('separates documents with --- and has no text for no objects', () => {
    expect(toYamlDocuments([{ a: 1 }, { b: {} }])).toBe('a: 1\n---\nb: {}\n');
    expect(toYamlDocuments([])).toBe('');
  });
});

describe('toYaml', () => {
  test('keeps the keys in the order given, or in the order asked for', () => {
    expect(toYaml({ b: 1, name: 'x', a: 2 })).toBe('b: 1\nname: x\na: 2\n');
    expect(toYaml({ b: 1, name: 'x', a: 2 }, kubeKeyOrder)).toBe('name: x\nb: 1\na: 2\n');
  });

  test('writes texts of several lines as literal blocks, with the final line breaks kept', () => {
    expect(toYaml({ a: 'x\ny\n', b: 'x\n\n  y', c: ['x\n\n\n'] })).toBe(
      'a: |\n  x\n  y\nb: |-\n  x\n\n    y\nc:\n- |+\n  x\n\n\n',
    );
  });

  test.each([
    [' x\ny\n', '" x\\ny\\n"'],
    ['\n', '"\\n"'],
    ['x\n  ', '"x\\n  "'],
    ['x\r\ny', '"x\\r\\ny"'],
    ['x\u2028\ny', '"x\\u2028\\ny"'],
  ])('quotes %j, which is not safe in a block', (text, written) => {
    expect(toYaml(text)).toBe(`${written}\n`);
  });

  test('writes lists of lists and maps in lists in compact form', () => {
    expect(toYaml([[1, [2]], [{ a: [], b: [{ c: null }] }], []])).toBe(
      '- - 1\n  - - 2\n- - a: []\n    b:\n    - c: null\n- []\n',
    );
  });

  test('leaves out undefined members as JSON.stringify does', () => {
    expect(toYaml({ a: undefined, b: { c: undefined }, d: [undefined] })).toBe('b: {}\nd:\n- null\n');
  });

  test('marks a key longer than readers take without `?`', () => {
    const key = 'k'.repeat(2000);
    expect(toYaml([{ [key]: { a: 1 } }])).toBe(`- ? ${key}\n  :\n    a: 1\n`);
  });

  test.each([[NaN], [Infinity], [10n], [() => 1], [new Date(0)], [new Map()]])(
    'fails on %p, which JSON lacks',
    (value) => {
      expect(() => toYaml({ a: value })).toThrow('YAML for JSON values has no');
    },
  );
});

describe('kubeKeyOrder', () => {
  test('returns the keys themselves when nothing has to move', () => {
    const keys = ['replicas', 'selector'];
    expect(kubeKeyOrder(keys)).toBe(keys);
  });
});
