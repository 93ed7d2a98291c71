import { stepOfVersions } from '../../lib/compat/judge/image';
import { verdictOf } from '../../lib/compat/verdict';
import type { Level, Proven } from '../../lib/compat/judge/finding';

const finding = (level: Level): Proven => ({
  rule: 'field',
  level,
  message: '',
  witness: { by: 'values', values: {} },
});

test.each([
  ['1.2.3', '2.0.0', 'major', true],
  ['1.2.3', '1.3.0', 'major', false],
  ['1.2.3', '1.3.0', 'minor', true],
  ['1.2.3', '1.2.4', 'minor', false],
  ['1.2.3', '1.2.4', 'patch', true],
  ['1.2.3', '1.2.3', 'patch', false],
  ['0.2.3', '0.3.0', 'major', true],
  ['0.2.3', '0.2.4', 'minor', true],
  ['0.2.3', '0.2.4', 'major', false],
  ['2.0.0', '1.9.0', 'patch', false],
] as const)('from %s to %s, a finding of a %s version: enough is %s', (before, after, level, enough) => {
  expect(verdictOf(before, after, [finding(level)])).toMatchObject({ needs: level, enough });
});

test.each([
  ['v1.9.0', 'v1.10.0', 'minor'],
  ['16.4', '16.5', 'minor'],
  ['17-alpine', '16-alpine', 'older'],
  ['1.0.0', '1.0.0', 'same'],
  ['1.0.0-rc.1', '1.0.0', 'patch'],
  ['latest', '1.0.0', undefined],
])('from the tag %s to %s it is %s', (before, after, step) => {
  expect(stepOfVersions(before, after)).toBe(step);
});
