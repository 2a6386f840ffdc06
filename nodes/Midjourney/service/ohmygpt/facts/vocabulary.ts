/** Membership levels, which set the queue limit. Source: OhMyGPT's Midjourney overview page, read 2026-11. */
export const memberships = ['regular', 'vip', 'premium'] as const;
export type Membership = (typeof memberships)[number];

/** Value of the `model` field of every Midjourney call; the key's permission is checked against it. */
export const midjourneyModel = 'midjourney';
