import { everyHttpService, type ServiceContract } from '../kit/contract';

/** What a deployment must know of the echo service: constants only, so that the library may import it. */
export const echoContract = {
  ...everyHttpService,
  name: 'echo',
  /** Requests and WebSockets. */
  port: 8080,
  adminPort: 8081,
  env: {
    ...everyHttpService.env,
    /** What it calls itself in its answers; the host's name (a pod's own) when not set. */
    name: 'ECHO_NAME',
  },
} as const satisfies ServiceContract;
