import type { Log } from '#station/ports';

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };
