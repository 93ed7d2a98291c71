import { diffManifests } from '../../../lib/manifests/diff';
import { EVERYDAY } from '../../agreement/everyday';
import { REVIEWED } from '../../agreement/reviewed';
import { SELDOM } from '../../agreement/seldom';

// What follows from a change for who may come in and for how much answers: no cluster says so. What a cluster did with the
// changes themselves is for `npm run agreement -- --cases everyday,seldom,reviewed`.

const judged = [...EVERYDAY, ...SELDOM, ...REVIEWED].filter(
  ({ access, availability }) => access !== undefined || availability !== undefined,
);

test('there are enough of them to speak of', () => {
  expect(judged.length).toBeGreaterThan(100);
});

test.each(judged.map((one) => [one.name, one] as const))('%s: opens and lowers what it does, and no more', (_, one) => {
  const sorts = diffManifests(one.before, one.after).flatMap(({ consequences }) =>
    consequences.map(({ sort }) => sort),
  );
  const isRefused = sorts.includes('fails');
  const expected = {
    access: one.access === undefined || isRefused ? undefined : one.access === 'widens',
    availability: one.availability === undefined || isRefused ? undefined : one.availability === 'lowers',
  };
  expect({
    access: expected.access === undefined ? undefined : sorts.includes('widens-access'),
    availability: expected.availability === undefined ? undefined : sorts.includes('lowers-availability'),
  }).toEqual(expected);
});
