/** What a deployment must know of the tools: constants only, so that the library may import it. */
export const toolsContract = {
  name: 'tools',
  /** First argument of the process. All are safe to run again and at the same time. */
  commands: {
    /** Makes a Kubernetes Secret with random values if there is none, and adds keys that one lacks. */
    ensureSecret: 'ensuresecret',
  },
} as const;
