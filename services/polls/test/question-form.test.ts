import fc from 'fast-check';
import { passwordProblem, usernameProblem } from '../security/password-rules';
import { mergeQuestion } from '../data/merge-question';
import { isCommonPassword } from '../security/common-passwords';
import { fieldsOf } from './form-fields';
import { checkQuestionForm, formOf, readQuestionForm } from '../routes/admin/question-form';
import { line, pageOf, tryId } from '../routes/input';

// Real processes and servers on a machine that may be busy.
jest.setTimeout(60_000);

const sent = { text: ' Which? ', date: '2026-02-28T12:30', rows: '2', 'choice-0-text': 'A', 'choice-1-text': ' ' };

test('a form becomes an edit: trimmed, in UTC, without blank rows', () => {
  expect(checkQuestionForm(readQuestionForm(sent))).toEqual({
    edit: {
      question: { text: 'Which?' },
      date: new Date('2026-02-28T12:30:00Z'),
      publishedAt: new Date('2026-02-28T12:30:00Z'),
      choices: [{ text: 'A', remove: false, position: 1 }],
    },
  });
});

test('a date that is as it was is no change', () => {
  const checked = checkQuestionForm(readQuestionForm({ ...sent, 'date-was': sent.date }));
  expect(checked).toHaveProperty('edit');
  expect(checked).not.toHaveProperty('edit.publishedAt');
});

test.each([
  ['no text', { text: ' ' }, 'text'],
  ['201 characters', { text: '😀'.repeat(201) }, 'text'],
  ['a day that is not there', { date: '2026-02-30T12:30' }, 'date'],
  ['no date', { date: 'soon' }, 'date'],
  ['an emptied choice that is to stay', { 'choice-1-id': '7' }, 'choice-1-text'],
  ['a long choice', { 'choice-1-text': 'x'.repeat(201) }, 'choice-1-text'],
])('fails with %s, at the field', (_, change, field) => {
  const checked = checkQuestionForm(readQuestionForm({ ...sent, ...change }));
  expect(checked).toEqual({ errors: { [field]: expect.any(String) } });
});

test('200 characters fit, as PostgreSQL counts them', () => {
  expect(checkQuestionForm(readQuestionForm({ ...sent, text: '😀'.repeat(200) }))).toHaveProperty('edit');
});

test('a choice whose box is ticked is to go, a new one is not even made', () => {
  const kept = { ...sent, 'choice-0-id': '3', 'choice-0-remove': 'on', 'choice-1-text': 'B', 'choice-1-remove': 'on' };
  expect(checkQuestionForm(readQuestionForm(kept))).toMatchObject({
    edit: { choices: [{ id: 3, text: 'A', remove: true }] },
  });
});

test('more rows on request, up to 50', () => {
  expect(readQuestionForm({ ...sent, more: '3' }).choices).toHaveLength(5);
  expect(readQuestionForm({ ...sent, rows: '49', more: '9999999' }).choices).toHaveLength(50);
  expect(readQuestionForm({ rows: '9999999999999' }).choices).toHaveLength(0);
});

test('what a form shows of a question changes nothing when it is sent as it is', () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 50 })
    .map((s) => line({ s }, 's'))
    .filter((s) => s !== '' && [...s].length <= 200);
  const date = fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T00:00:00Z'),
    noInvalidDate: true,
  });
  const choice = fc.record({ id: fc.integer({ min: 1, max: 2 ** 31 - 1 }), text, votes: fc.nat() });
  const choices = fc.uniqueArray(choice, { maxLength: 80, selector: ({ id }) => id });
  fc.assert(
    fc.property(fc.record({ text, publishedAt: date, choices }), (stored) => {
      const checked = checkQuestionForm(readQuestionForm(fieldsOf(formOf(stored))));
      if (!('edit' in checked)) throw new Error(JSON.stringify(checked.errors));
      expect(mergeQuestion(stored, checked.edit)).toEqual({ removed: [], renamed: [], added: [], detail: '' });
    }),
  );
});

test('only what could be a row is an id, only a sensible page is a page', () => {
  expect(['1', '2147483647'].map(tryId)).toEqual([1, 2147483647]);
  expect(['0', '-1', '2147483648', '1.0', '1e3', '0x1', '', ' 1', '१'].map(tryId)).toEqual(Array(9).fill(undefined));
  expect([undefined, { page: '7' }, { page: '10001' }, { page: 'x' }, { page: ['2', '3'] }].map(pageOf)).toEqual([
    1, 7, 1, 1, 3,
  ]);
});

test.each([
  'short',
  'alice-is-here',
  'password123',
  'PASSWORD1234',
  'qwertyuiop',
  '12345678901',
  'aaaaaaaaaaaaaa',
  'x'.repeat(201),
])('refuses the password %s', (password) => {
  expect(passwordProblem(password, 'alice')).toEqual(expect.any(String));
});

test('takes long passwords of any kind, and names without spaces', () => {
  expect(passwordProblem('grüße aus Köln 🙂', 'alice')).toBeUndefined();
  expect(['alice', 'a.b+c@d_e-f', 'Zoë'].map(usernameProblem)).toEqual([undefined, undefined, undefined]);
  expect([' ', '', 'a b', '<b>', 'x'.repeat(151)].every((name) => usernameProblem(name) !== undefined)).toBe(true);
});

test('a short name may be in a password, one that is most of it may not', () => {
  expect(passwordProblem('correct horse battery', 'o')).toBeUndefined();
  expect(passwordProblem('johnsmith-12', 'john.smith')).toEqual(expect.any(String));
});

test('common passwords are those of Django, of ten characters or more', () => {
  expect(['iloveyou12', '1q2w3e4r5t', 'password12', ' Password123 '].map(isCommonPassword)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['correct horse battery', 'grüße aus Köln', ''].some(isCommonPassword)).toBe(false);
});

test.each(['.', '..', '\u200balice', 'ali\u202ece', ' alice', 'ali\nce', '\u00adalice', '．．'])(
  'refuses the name %j',
  (name) => {
    expect(usernameProblem(name)).toEqual(expect.any(String));
  },
);
