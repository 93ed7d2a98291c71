import { App } from 'cdk8s';
import { synthApp, synthChart, valuesFromHere } from 'chartwright';
import { hello, urlpath } from 'chartwright/charts';

// Plain YAML has no umbrella: the same charts, one file each.
const app = new App();
synthChart(app, urlpath, valuesFromHere(urlpath));
synthChart(app, hello, valuesFromHere(hello));
synthApp(app);
