import { App } from 'cdk8s';
import { synthApp, synthChart, valuesFromHere } from 'chartwright';
import { django } from './chart';

const app = new App();
synthChart(app, django, valuesFromHere(django, process.env, { folder: `${__dirname}/values` }));
synthApp(app);
