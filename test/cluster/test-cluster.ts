import path from 'node:path';

/** A test cluster beside the repository; only there in the workplace that this project is built in. */
export const TEST_CLUSTER = path.resolve('../shared/cluster/cluster');
