/** Hosts that serve Discord's attachments. Source: Discord's developer reference, CDN formatting; read 2026-11. */
export const discordHosts: readonly string[] = ['cdn.discordapp.com', 'media.discordapp.net'];
