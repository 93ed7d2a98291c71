import { conduit } from '../../../lib/apps/charts';
import { equivalenceRule } from './equivalence';
import { lintRule } from './lint';
import { databaseRules, valuesRules, workloadRules } from './values';

jest.setTimeout(1_200_000);

test.each([
  equivalenceRule(conduit),
  lintRule(conduit),
  ...valuesRules(conduit),
  ...workloadRules(conduit),
  ...databaseRules(conduit),
])('the chart conduit: %s', (_, expectIt) => expectIt());
