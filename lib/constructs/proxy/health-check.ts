import { contract } from '../../../services/reverse-proxy/contract';

/** What the proxy itself answers, for probes and people, whatever the Host. */
export const HEALTH_CHECK = contract.healthCheck;
