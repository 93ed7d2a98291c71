import { databaseCommands, databaseEnvironment, everyHttpService, type ServiceContract } from '../kit/contract';

/** What a deployment must know of the polls service: constants only, so that the library may import it. */
export const pollsContract = {
  ...everyHttpService,
  name: 'polls',
  port: 8000,
  adminPort: 8001,
  /** Paths on the service's own port. */
  paths: { index: '/polls/', admin: '/admin/', static: '/static/' },
  /** First argument of the process; without one it serves. */
  commands: { ...databaseCommands, loadData: 'loaddata' },
  env: {
    ...everyHttpService.env,
    ...databaseEnvironment('POLLS'),
    /** `always` when every browser comes by HTTPS; `auto` looks at each request. */
    https: 'POLLS_HTTPS',
  },
} as const satisfies ServiceContract;
