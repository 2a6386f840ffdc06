/** Default base addresses. Source: OhMyGPT's home and query pages; the content host is seen in public clients only. Read 2026-11. */
export const hosts = {
	api: 'https://api.ohmygpt.com',
	content: 'https://pi.ohmygpt.com',
	imageProxy: 'https://wsrv.nl',
} as const;
