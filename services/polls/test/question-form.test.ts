import fc from 'fast-check';
import { passwordProblem, usernameProblem } from '../security/password-rules';
import { hashPassword, verifyPassword } from '../security/password';
import { checkQuestionForm, formOf, readQuestionForm } from '../routes/admin/question-form';
import { line, pageOf, tryId } from '../routes/input';

// Real processes and servers on a machine that may be busy.
jest.setTimeout(60_000);

const sent = { text: ' Which? ', date: '2026-02-28T12:30', rows: '2', 'choice-0-text': 'A', 'choice-1-text': ' ' };

test('a form becomes a draft: trimmed, in UTC, without blank rows', () => {
  expect(checkQuestionForm(readQuestionForm(sent))).toEqual({
    draft: { text: 'Which?', publishedAt: new Date('2026-02-28T12:30:00Z'), choices: [{ text: 'A' }] },
  });
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
  expect(checkQuestionForm(readQuestionForm({ ...sent, text: '😀'.repeat(200) }))).toHaveProperty('draft');
});

test('a choice whose box is ticked goes, one with an id keeps it', () => {
  const kept = { ...sent, 'choice-0-id': '3', 'choice-1-id': '4', 'choice-1-text': 'B', 'choice-1-remove': 'on' };
  expect(checkQuestionForm(readQuestionForm(kept))).toMatchObject({ draft: { choices: [{ id: 3, text: 'A' }] } });
});

test('more rows on request, up to 50', () => {
  expect(readQuestionForm({ ...sent, more: '3' }).choices).toHaveLength(5);
  expect(readQuestionForm({ ...sent, rows: '49', more: '9999999' }).choices).toHaveLength(50);
  expect(readQuestionForm({ rows: '9999999999999' }).choices).toHaveLength(0);
});

test('what a form shows of a draft is that draft when it is sent', () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 50 })
    .map((s) => line({ s }, 's'))
    .filter((s) => s !== '' && [...s].length <= 200);
  const minute = fc.integer({ min: 0, max: 66_000_000 }).map((n) => new Date(n * 60_000));
  const choice = fc.record({ id: fc.integer({ min: 1, max: 2 ** 31 - 1 }), text });
  const draft = fc.record({ text, publishedAt: minute, choices: fc.array(choice, { maxLength: 10 }) });
  fc.assert(
    fc.property(draft, (given) => {
      const form = formOf(given);
      const fields: Record<string, string> = { text: form.text, date: form.date, rows: String(form.choices.length) };
      form.choices.forEach((one, i) => {
        if (one.id !== undefined) fields[`choice-${i}-id`] = String(one.id);
        fields[`choice-${i}-text`] = one.text;
      });
      expect(checkQuestionForm(readQuestionForm(fields))).toEqual({ draft: given });
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

test.each(['short', 'alice-is-here', '12345678901', 'aaaaaaaaaaaaaa', 'x'.repeat(201)])(
  'refuses the password %s',
  (password) => {
    expect(passwordProblem(password, 'alice')).toEqual(expect.any(String));
  },
);

test('takes long passwords of any kind, and names without spaces', () => {
  expect(passwordProblem('grüße aus Köln 🙂', 'alice')).toBeUndefined();
  expect(['alice', 'a.b+c@d_e-f', 'Zoë'].map(usernameProblem)).toEqual([undefined, undefined, undefined]);
  expect([' ', '', 'a b', '<b>', 'x'.repeat(151)].every((name) => usernameProblem(name) !== undefined)).toBe(true);
});

test('a password hash is Argon2id with a salt of its own, and only its password verifies', async () => {
  const [one, two] = [await hashPassword('correct horse'), await hashPassword('correct horse')];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(one).not.toBe(two);
  expect(await verifyPassword('correct horse', one)).toBe(true);
  expect(await verifyPassword('correct horsf', one)).toBe(false);
  expect(await verifyPassword('correct horse', undefined)).toBe(false);
});

test('verifies a hash that another implementation made, with other costs', async () => {
  // From the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32 (phc-winner-argon2, test.c)
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  expect(await verifyPassword('password', reference)).toBe(true);
  expect(await verifyPassword('differentpassword', reference)).toBe(false);
});
