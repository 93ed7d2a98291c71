import { kubectlBinary } from '../../helm/helm-binary';
import { compareWithKubectl } from './compare';

jest.setTimeout(300_000);

// A sample; `npm run yaml:kubectl` draws 10,000.
test('drawn documents are read as kubectl reads them', () => {
  const { differences, refused } = compareWithKubectl(kubectlBinary(), 120, 20);
  expect(differences).toEqual([]);
  expect(refused).toBeGreaterThan(5);
});
