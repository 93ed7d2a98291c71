const HEALTH = /['"`](\/(?:healthz?|health[-_]check|healthcheck|ready|readyz|livez|liveness|ping|up))\/?['"`]/;

/** The path of a route for health, as far as the source has one under a usual name. */
export const healthIn = (texts: readonly string[]): string | undefined =>
  texts.map((text) => HEALTH.exec(text)?.[1]).find(Boolean);
