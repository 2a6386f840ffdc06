/** Account pools; a task is continued in its own. Source: OhMyGPT's imagine page, read 2026-11. */
export const pools = ['FAST', 'NORMAL'] as const;
export type Pool = (typeof pools)[number];
