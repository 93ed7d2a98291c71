import { App } from 'cdk8s';
import { synthApp, synthChart, valuesFromHere } from 'chartwright';
import { flaskPair } from './chart';

const app = new App();
synthChart(app, flaskPair, valuesFromHere(flaskPair, process.env, { folder: `${__dirname}/values` }));
synthApp(app);
