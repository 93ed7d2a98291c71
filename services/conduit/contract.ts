import { databaseCommands, databaseEnvironment, everyHttpService, type ServiceContract } from '../kit/contract';

/** What a deployment must know of the conduit service: constants only, so that the library may import it. */
export const conduitContract = {
  ...everyHttpService,
  name: 'conduit',
  port: 8000,
  adminPort: 8001,
  /** Paths on the service's own port. `tags` is one that anybody may read, and that answers from the database. */
  paths: { api: '/api', openapi: '/api/openapi.json', tags: '/api/tags' },
  /** First argument of the process; without one it serves. */
  commands: databaseCommands,
  env: {
    ...everyHttpService.env,
    ...databaseEnvironment('CONDUIT'),
    superuserEmail: 'CONDUIT_SUPERUSER_EMAIL',
    /** How long a token of a user is good. */
    tokenHours: 'CONDUIT_TOKEN_HOURS',
    /** Whose pages may call the API: origins, with commas, or `*`. */
    allowedOrigins: 'CONDUIT_ALLOWED_ORIGINS',
    /** Failed logins for one e-mail from one address within 15 minutes. */
    loginFailures: 'CONDUIT_LOGIN_FAILURES',
    /** Accounts that may be made from one network within 15 minutes. */
    registrations: 'CONDUIT_REGISTRATIONS',
  },
} as const satisfies ServiceContract;
