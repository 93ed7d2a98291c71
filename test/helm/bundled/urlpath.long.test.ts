import { urlpath } from '../../../lib/apps/charts';
import { equivalenceRule } from './equivalence';
import { lintRule } from './lint';
import { valuesRules, workloadRules } from './values';

jest.setTimeout(1_200_000);

test.each([equivalenceRule(urlpath), lintRule(urlpath), ...valuesRules(urlpath), ...workloadRules(urlpath)])(
  'the chart urlpath: %s',
  (_, expectIt) => expectIt(),
);
