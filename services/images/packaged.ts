// `chartwright images` of the npm package, bundled and put beside what `prepare.ts` wrote.
import { runImages } from './run-images';

runImages(__dirname, 'chartwright images');
