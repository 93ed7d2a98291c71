import { diffManifests, type Change } from '../../../lib/manifests/diff';
import answers from './observed/answers.json';
import { CHANGES } from './observed/changes';

// What a cluster of Kubernetes 1.34 did with each change, by client-side and by server-side apply: it refused it, left the
// object as it was, made a new revision of the pods, or changed something else.
type Answer = 'refused' | 'same' | 'restart' | 'changed';

/** What the diff says will happen. */
function verdict(changes: readonly Change[], isNew: boolean, serverSide: boolean): Answer {
  const told = changes.flatMap(({ consequences }) => consequences);
  const refused = ({ sort }: (typeof told)[number]): boolean =>
    sort === 'fails' || (serverSide && sort === 'fails-server-side') || sort === 'may-fail';
  if (told.some(refused)) return 'refused';
  if (!isNew && !changes.some(({ fields }) => fields.length > 0)) return 'same';
  return told.some(({ sort }) => sort === 'rolls-pods') ? 'restart' : 'changed';
}

const OBSERVED = answers as unknown as Readonly<Record<string, Answer | [Answer, Answer]>>;
const cases = CHANGES.filter(([name]) => OBSERVED[name] !== undefined);

test('there are enough observed changes to speak of', () => {
  expect(cases.length).toBeGreaterThan(300);
});

test.each(cases)('a cluster did what the diff says: %s', (name, make) => {
  const [before, after] = make('rd');
  const changes = diffManifests(before, after);
  const said = [false, true].map((serverSide) => verdict(changes, before.length === 0, serverSide));
  const observed = OBSERVED[name] as Answer | [Answer, Answer];
  expect(said).toEqual(typeof observed === 'string' ? [observed, observed] : observed);
});
