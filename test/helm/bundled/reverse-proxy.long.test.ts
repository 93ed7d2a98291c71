import { reverseProxy } from '../../../lib/apps/charts';
import { equivalenceRule } from './equivalence';
import { lintRule } from './lint';
import { valuesRules, workloadRules } from './values';

jest.setTimeout(1_200_000);

test.each([
  equivalenceRule(reverseProxy),
  lintRule(reverseProxy),
  ...valuesRules(reverseProxy),
  ...workloadRules(reverseProxy),
])('the chart reverse-proxy: %s', (_, expectIt) => expectIt());
