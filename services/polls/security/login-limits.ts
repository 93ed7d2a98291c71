import type { LoginLimits } from '@chartwright/kit/security/login-limit';

/** Of the admin, where few people log in, and seldom. */
export const loginLimits: LoginLimits = { pair: 5, address: 30, account: 100 };
