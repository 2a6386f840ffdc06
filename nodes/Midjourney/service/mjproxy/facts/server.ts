/**
 * Parts of the address by which a speed is chosen. Source: midjourney-proxy's relatives and one-hub; pages of resellers;
 * new-api takes them and ignores them. Read 2026-11.
 */
export const speeds = { fast: 'mj-fast', relax: 'mj-relax', turbo: 'mj-turbo' } as const;

/** What one Discord account takes. Source: settings of midjourney-proxy and its relatives; read 2026-11. */
export const defaultTasksAtOnce = 3;
