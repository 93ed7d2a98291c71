import { hello } from '../../../lib/apps/charts';
import { equivalenceRule } from './equivalence';
import { lintRule } from './lint';
import { valuesRules } from './values';

jest.setTimeout(1_200_000);

test.each([equivalenceRule(hello), lintRule(hello), ...valuesRules(hello)])('the chart hello: %s', (_, expectIt) =>
  expectIt(),
);
