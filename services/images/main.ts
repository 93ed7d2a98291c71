import { resolve } from 'node:path';
import { runImages } from './run-images';

runImages(resolve('services'), 'npm run images --');
