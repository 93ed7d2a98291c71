import { App } from 'cdk8s';
import { synthApp, synthChart, valuesFromHere, type AnyChartDefinition } from 'chartwright';
import { hello, urlpath } from 'chartwright/charts';

// Plain YAML has no umbrella: the same charts, one file each.
const app = new App();
const charts: AnyChartDefinition[] = [urlpath, hello];
const folder = `${__dirname}/values`;
for (const chart of charts) synthChart(app, chart, valuesFromHere(chart, process.env, { charts, folder }));
synthApp(app);
