import { App } from 'cdk8s';
import { synthApp, synthChart, valuesFromHere, type AnyChartDefinition } from 'chartwright';
import { charts } from 'chartwright/charts';
import { shop } from './chart';

const app = new App();
const all: AnyChartDefinition[] = [shop, ...charts];
for (const chart of all) synthChart(app, chart, valuesFromHere(chart, process.env, { charts: all }));
synthApp(app);
