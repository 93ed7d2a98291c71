import { ownWords, refusal, warningsOf } from '../../../lib/manifests/plan';

test.each([
  [
    'Error from server (Forbidden): error when creating "STDIN": configmaps "c3" is forbidden: exceeded quota: q',
    'configmaps "c3" is forbidden: exceeded quota: q',
  ],
  [
    'The Deployment "web" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"b"}}: field is immutable',
    'The Deployment "web" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"b"}}: field is immutable',
  ],
  [
    'error: resource mapping not found for name: "x" namespace: "" from "STDIN": no matches for kind "Foo" in version "a/v1"\nensure CRDs are installed first',
    'no matches for kind "Foo" in version "a/v1"',
  ],
  ['Error from server (NotFound): error when creating "STDIN": namespaces "x" not found\n', 'namespaces "x" not found'],
  [
    'Warning: a is deprecated\nError from server (BadRequest): error when creating "STDIN": unknown field "spec.foo"',
    'unknown field "spec.foo"',
  ],
])('what kubectl puts around the words of the API server goes: %s', (stderr, words) => {
  expect(ownWords(stderr)).toBe(words);
});

test('a patch that is refused is not repeated, with the values of Secrets in it', () => {
  const stderr =
    'The request is invalid: patch: Invalid value: "map[data:map[password:Z2VoZWlt] speck:map[a:1]]": strict decoding error: unknown field "speck"';
  expect(ownWords(stderr)).toBe('strict decoding error: unknown field "speck"');
});

test('conflicts are read with the managers and their fields, in both forms', () => {
  const many =
    'error: Apply failed with 3 conflicts: conflicts with "kubectl" with subresource "scale" using apps/v1:\n- .spec.replicas\nconflicts with "kubectl-set" using apps/v1:\n- .spec.a\n- .spec.b[name="x y"]\nPlease review the fields above--they currently have other managers.';
  const one =
    'error: Apply failed with 1 conflict: conflict with "other" using v1: .data.mode\nPlease review the fields above--they';
  expect([refusal(many), refusal(one)]).toMatchObject([
    {
      sort: 'conflict',
      conflicts: [
        { manager: 'kubectl', fields: ['.spec.replicas'] },
        { manager: 'kubectl-set', fields: ['.spec.a', '.spec.b[name="x y"]'] },
      ],
    },
    { sort: 'conflict', conflicts: [{ manager: 'other', fields: ['.data.mode'] }] },
  ]);
});

test('a webhook that takes no dry runs leaves the answer unknown', () => {
  const stderr =
    'Error from server (BadRequest): error when creating "STDIN": admission webhook "a.b" does not support dry run';
  expect(refusal(stderr)).toMatchObject({ sort: 'unknown' });
});

test('a version of the object that is there no more is a conflict, whoever wrote it since', () => {
  const stderr =
    'Error from server (Conflict): error when applying patch: Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again';
  expect(refusal(stderr)).toMatchObject({ sort: 'conflict', conflicts: [] });
});

test('warnings are those of the API server', () => {
  expect(warningsOf('Warning: would violate PodSecurity\nother\nWarning: b')).toEqual([
    'would violate PodSecurity',
    'b',
  ]);
});
