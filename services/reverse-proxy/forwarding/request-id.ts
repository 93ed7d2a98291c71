const prefix = `${process.pid.toString(36)}${Date.now().toString(36)}-`;
let ids = 0;

/** Returns a request id that is unique among the processes of one proxy. */
export const newRequestId = (): string => prefix + (ids++).toString(36);
