import { App } from 'cdk8s';
import { synthApp, synthChart, valuesFromHere } from 'chartwright';
import { highlyAvailable } from './chart';

const app = new App();
synthChart(app, highlyAvailable, valuesFromHere(highlyAvailable, process.env, { folder: `${__dirname}/values` }));
synthApp(app);
