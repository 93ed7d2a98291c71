import { everyHttpService, type ServiceContract } from '../kit/contract';

/** What a deployment must know of the urlpath service: constants only, so that the library may import it. */
export const urlPathContract = {
  ...everyHttpService,
  name: 'urlpath',
  port: 3000,
  adminPort: 3001,
} as const satisfies ServiceContract;
