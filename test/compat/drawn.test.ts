import { withoutDraws } from '../../lib/compat/template/drawn';

const drawn = (text: string): string =>
  Buffer.from(
    withoutDraws(new Map([['templates/a.yaml', Buffer.from(text)]])).get('templates/a.yaml') ?? [],
  ).toString();

test('what templates draw is the same each time, however they call it', () => {
  expect(drawn('a: {{ randAlphaNum 10 | b64enc }} b: {{- 5 | randAlpha -}}')).toBe(
    'a: {{ kindOf 10 | b64enc }} b: {{- 5 | kindOf -}}',
  );
});

test('texts, in actions and outside of them, and other files stay as they are', () => {
  const text = 'say: randAlpha {{ printf "randAlpha %s" .Values.randAlpha2 }} {{ `randAlphaNum` }}';
  expect(drawn(text)).toBe(text);
  const values = new Map([['values.yaml', Buffer.from('a: "{{ randAlphaNum 3 }}"')]]);
  expect(withoutDraws(values).get('values.yaml')).toBe(values.get('values.yaml'));
});
