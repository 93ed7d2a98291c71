import { polls } from '../../../lib/apps/charts';
import { equivalenceRule } from './equivalence';
import { lintRule } from './lint';
import { databaseRules, valuesRules, workloadRules } from './values';

jest.setTimeout(1_200_000);

test.each([
  equivalenceRule(polls),
  lintRule(polls),
  ...valuesRules(polls),
  ...workloadRules(polls),
  ...databaseRules(polls),
])('the chart polls: %s', (_, expectIt) => expectIt());
