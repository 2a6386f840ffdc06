import { readConnection } from '../../nodes/Midjourney/api/connection';
import { hosts } from '../../nodes/Midjourney/facts/hosts';

test('an empty credential means the documented hosts, fast mode and a regular account', () => {
	expect(readConnection({})).toEqual({
		apiBaseUrl: hosts.api,
		contentBaseUrl: hosts.content,
		imageProxyBaseUrl: hosts.imageProxy,
		pool: 'FAST',
		membership: 'regular',
		webhookSecret: '',
	});
});

test.each([
	['without a slash', 'https://alternative.test'],
	['with a slash', 'https://alternative.test/'],
	['with several', 'https://alternative.test///'],
	['with spaces around', '  https://alternative.test/ '],
])('an address %s is the same address', (_, address) => {
	expect(
		readConnection({ baseUrl: address, contentBaseUrl: address, imageProxyBaseUrl: address }),
	).toMatchObject({
		apiBaseUrl: 'https://alternative.test',
		contentBaseUrl: 'https://alternative.test',
		imageProxyBaseUrl: 'https://alternative.test',
	});
});

test('an address below a folder keeps the folder', () => {
	const { apiBaseUrl } = readConnection({ baseUrl: 'https://gateway.test/ohmygpt/' });
	expect(apiBaseUrl).toBe('https://gateway.test/ohmygpt');
});

test.each([
	['FAST', 'FAST'],
	['NORMAL', 'NORMAL'],
	['normal', 'FAST'],
	['', 'FAST'],
	[7, 'FAST'],
])('mode %j is the pool %s', (mode, pool) => {
	expect(readConnection({ mode })).toMatchObject({ pool });
});

test.each([
	['vip', 'vip'],
	['premium', 'premium'],
	['gold', 'regular'],
])('membership %j is %s', (membership, expected) => {
	expect(readConnection({ membership })).toMatchObject({ membership: expected });
});

test('the key is no part of it: only n8n sees it', () => {
	expect(JSON.stringify(readConnection({ apiKey: 'sk-secret' }))).not.toContain('sk-secret');
});
