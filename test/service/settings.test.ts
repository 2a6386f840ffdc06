import { readSettings } from '../../nodes/Midjourney/service/ohmygpt/settings';
import { hosts } from '../../nodes/Midjourney/service/ohmygpt/facts/hosts';

test('an empty credential means the documented hosts, fast mode and a regular account', () => {
	expect(readSettings({})).toEqual({
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
		readSettings({
			customHosts: true,
			baseUrl: address,
			contentBaseUrl: address,
			imageProxyBaseUrl: address,
		}),
	).toMatchObject({
		apiBaseUrl: 'https://alternative.test',
		contentBaseUrl: 'https://alternative.test',
		imageProxyBaseUrl: 'https://alternative.test',
	});
});

test("with 'Custom Hosts' off, addresses from before do not count", () => {
	const { apiBaseUrl } = readSettings({ customHosts: false, baseUrl: 'https://alternative.test' });
	expect(apiBaseUrl).toBe(hosts.api);
});

test('an address below a folder keeps the folder', () => {
	const { apiBaseUrl } = readSettings({
		customHosts: true,
		baseUrl: 'https://gateway.test/ohmygpt/',
	});
	expect(apiBaseUrl).toBe('https://gateway.test/ohmygpt');
});

test.each([
	['FAST', 'FAST'],
	['NORMAL', 'NORMAL'],
	['normal', 'FAST'],
	['', 'FAST'],
	[7, 'FAST'],
])('mode %j is the pool %s', (mode, pool) => {
	expect(readSettings({ mode })).toMatchObject({ pool });
});

test.each([
	['vip', 'vip'],
	['premium', 'premium'],
	['gold', 'regular'],
])('membership %j is %s', (membership, expected) => {
	expect(readSettings({ membership })).toMatchObject({ membership: expected });
});

test('the key is no part of it: only n8n sees it', () => {
	expect(JSON.stringify(readSettings({ apiKey: 'sk-secret' }))).not.toContain('sk-secret');
});
