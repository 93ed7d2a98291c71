/** What the proxy itself answers, for probes and people, whatever the Host: every engine does. */
export const HEALTH_CHECK = {
  path: '/api/v2/_health_check',
  text: 'Health-check reverse-proxy is working!!!!!',
} as const;
