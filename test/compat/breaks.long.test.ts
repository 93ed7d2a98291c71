import { BREAKS } from './breaks';
import { compare } from './compare';
import { NEUTRAL } from './neutral';
import { edited } from './shop';

// Each renders two charts with the real Helm many times.
jest.setTimeout(300_000);

test.each(BREAKS)('finds, with values that show it: $title', async ({ edits, before = [], rules }) => {
  const old = edited(before);
  const { findings, verdict } = await compare(old, edited(edits, old));
  const found = findings.filter((finding) => rules.includes(finding.rule));
  expect(found).not.toEqual([]);
  expect(found[0]?.witness).toHaveProperty('values');
  expect(verdict.needs).toBe(rules.includes('default-changed') ? found[0]?.level : 'major');
});

test.each(NEUTRAL)('says nothing of what changes nothing: $title', async ({ before = [], edits }) => {
  const old = edited(before);
  const { findings, verdict } = await compare(old, edited(edits, old));
  expect(findings).toEqual([]);
  expect(verdict.needs).toBe('patch');
});
