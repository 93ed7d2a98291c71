export { normalForm } from './normal-form';
export { canonicalQuantity } from './quantity-text';
