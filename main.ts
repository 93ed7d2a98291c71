import { App } from 'cdk8s';
import { charts } from './lib/charts';
import { valuesFromHere } from './lib/cli/values-from-here';
import { synthApp } from './lib/synth-app';
import { synthChart } from './lib/synth-chart';

// Values: the chart's defaults, then values/<chart>.yaml, then the environment (see README).
const app = new App();
for (const chart of charts) synthChart(app, chart, valuesFromHere(chart));
synthApp(app);
