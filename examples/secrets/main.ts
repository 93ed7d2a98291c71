import { App } from 'cdk8s';
import { synthApp, synthChart, valuesFromHere } from 'chartwright';
import { secrets } from './chart';

const app = new App();
synthChart(app, secrets, valuesFromHere(secrets, process.env, { folder: `${__dirname}/values` }));
synthApp(app);
