import { App } from 'cdk8s';
import { charts } from './lib/apps/charts';
import { valuesFromHere } from './lib/definition/values-from-here';
import { synthApp } from './lib/outputs/plain/synth-app';
import { synthChart } from './lib/definition/synth-chart';

// Values: the chart's defaults, then values/<chart>.yaml, then the environment (see README).
const app = new App();
for (const chart of charts) synthChart(app, chart, valuesFromHere(chart, process.env, { charts }));
synthApp(app);
