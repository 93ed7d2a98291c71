import { App } from 'cdk8s';
import { synthApp, synthChart, valuesFromHere } from 'chartwright';
import { charts } from 'chartwright/charts';
import { shop } from './chart';

const app = new App();
for (const chart of [shop, ...charts]) synthChart(app, chart, valuesFromHere(chart));
synthApp(app);
