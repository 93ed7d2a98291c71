import { viewIndexes } from '../../lib/compiler/list-view';

const seen = (list: readonly unknown[], ...views: Parameters<typeof viewIndexes>[1]): unknown[] =>
  viewIndexes(list, views).map((i) => list[i]);

test('a list without a view is what it is', () => {
  expect(seen(['b', 'a', 'b'])).toEqual(['b', 'a', 'b']);
});

test('each item once, where it came first', () => {
  expect(viewIndexes(['b', 'a', 'b', 'c', 'a'], ['distinct'])).toEqual([0, 1, 3]);
});

test('texts in the order of code points, as Go sorts them, not of UTF-16', () => {
  expect(seen(['\u{1f600}', '\uffee', 'B', 'a'], 'sorted')).toEqual(['B', 'a', '\uffee', '\u{1f600}']);
});

test('a view of a view', () => {
  expect(seen(['b', 'a', 'b'], 'distinct', 'sorted')).toEqual(['a', 'b']);
});
