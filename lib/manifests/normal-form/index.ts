export { normalForm } from './normal-form';
