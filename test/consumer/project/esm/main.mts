import { App, Chart } from 'cdk8s';
import { assertManifests, EchoApp, ReverseProxy, synthApp, UrlPathApp, WebWorkload } from 'chartwright';
import { urlpath } from 'chartwright/charts';
import * as values from 'chartwright/values';
import * as chartwright from 'chartwright';
import { createRequire } from 'node:module';

// A plain cdk8s chart, without values, in an ES module.
const app = new App();
const chart = new Chart(app, 'shop');
const paths = new UrlPathApp(chart, 'paths', { component: 'paths' });
const echo = new EchoApp(chart, 'echo');
const django = new WebWorkload(chart, 'django', { component: 'django', image: 'ghcr.io/acme/shop:1.4.2', port: 8000 });
new ReverseProxy(chart, 'proxy', {
  backends: [
    { domain: 'shop.example.com', target: django },
    { domain: 'echo.example.com', target: echo },
    { domain: '*', path: '/paths', target: paths },
  ],
});
synthApp(app);
chartwright.synthChart(new App(), urlpath, { values: { exposure: { type: 'none' } } });

// Every name of the CommonJS module is there to import.
const own = Object.keys(createRequire(import.meta.url)('chartwright') as object);
const missing = own.filter((name) => !(name in chartwright));
console.log(
  JSON.stringify({ names: own.length, missing, hostName: typeof values.hostName, check: typeof assertManifests }),
);
