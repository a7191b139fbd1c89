import { userInfo } from 'node:os';

/** The name of whoever is logged in; a user without an entry in the system's list goes by the environment or the number. */
export function loginName(): string {
  try {
    return userInfo().username;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SYSTEM_ERROR')) throw error;
    return process.env.USER || `user ${process.getuid?.()}`;
  }
}
