import { HEALTH_CHECK } from '../../../lib/constructs/proxy/health-check';
import { contract } from '../../../services/reverse-proxy/contract';

test('every engine answers the health check as our own proxy does', () => {
  expect(HEALTH_CHECK).toEqual(contract.healthCheck);
});
