import { App } from 'cdk8s';
import { synthApp, synthChart, valuesFromHere } from 'chartwright';
import { blueGreen } from './chart';

const app = new App();
synthChart(app, blueGreen, valuesFromHere(blueGreen, process.env, { folder: `${__dirname}/values` }));
synthApp(app);
