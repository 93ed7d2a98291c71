import { resolve } from 'node:path';
import { runImages } from './run-images';

runImages(resolve('services'), process.env.CHARTWRIGHT_COMMAND ?? 'npm run images --');
