import { isPrivateUrl } from '../../nodes/Midjourney/model/url';
import { isAllowedUrl } from '../../nodes/Midjourney/service/allowedHosts';

const baseUrls = ['https://api.test/v1', 'http://127.0.0.1:4000', 'https://proxy.test'];

describe('n8n fetches from', () => {
	test.each([
		['the API host', 'https://api.test/kite.png'],
		['the object storage', 'http://127.0.0.1:4000/a/b.png?x=1'],
		['the image proxy', 'https://proxy.test/?url=x'],
		['a host in capitals', 'https://API.TEST/kite.png'],
		['its usual port', 'https://api.test:443/kite.png'],
		["Discord's CDN", 'https://cdn.discordapp.com/attachments/1/2/kite.png?ex=1'],
		["Discord's media proxy", 'https://media.discordapp.net/attachments/1/2/kite.png'],
	])('%s', (_, url) => expect(isAllowedUrl(url, baseUrls)).toBe(true));
});

describe('n8n does not fetch from', () => {
	test.each([
		['any other host', 'https://elsewhere.test/kite.png'],
		['a host below a trusted one', 'https://evil.api.test/kite.png'],
		['a host that starts like a trusted one', 'https://cdn.discordapp.com.evil.test/kite.png'],
		['another port', 'http://127.0.0.1:4001/a.png'],
		['another scheme', 'http://api.test/kite.png'],
		['Discord without TLS', 'http://cdn.discordapp.com/kite.png'],
		['Discord at another port', 'https://cdn.discordapp.com:8443/kite.png'],
		['an address that hides its host behind a user', 'https://api.test@elsewhere.test/kite.png'],
		['an address with a password', 'https://user:pass@api.test/kite.png'],
		['a file', 'file:///etc/passwd'],
		['data in the address itself', 'data:image/png;base64,AAAA'],
		['the metadata service of a cloud', 'http://169.254.169.254/latest'],
		['what is no address', 'kite.png'],
		['nothing', ''],
	])('%s', (_, url) => expect(isAllowedUrl(url, baseUrls)).toBe(false));
});

describe('only its own network reaches', () => {
	test.each([
		['this machine', 'http://localhost:5678/a'],
		['this machine by number', 'http://127.0.0.1/a'],
		['this machine by one number', 'http://2130706433/a'],
		['this machine in IPv6', 'http://[::1]:5678/a'],
		['a private network', 'http://10.1.2.3/a'],
		['the middle private network', 'http://172.31.0.1/a'],
		['a home network', 'https://192.168.0.10/a'],
		['a link', 'http://169.254.1.1/a'],
		['a unique local address', 'http://[fd00::1]/a'],
		['a name of a local network', 'http://nas.local/a'],
		['an internal name', 'https://n8n.internal/a'],
	])('%s', (_, url) => expect(isPrivateUrl(url)).toBe(true));
});

describe('anybody reaches', () => {
	test.each([
		['a name', 'https://example.com/kite.png'],
		['a public number', 'http://8.8.8.8/a'],
		['a number beside a private network', 'http://172.32.0.1/a'],
		['a name that contains localhost', 'https://localhost.example.com/a'],
	])('%s', (_, url) => expect(isPrivateUrl(url)).toBe(false));

	test('and what is no address is not called private', () => {
		expect(isPrivateUrl('kite.png')).toBe(false);
	});
});

test.each([
	['a number only at the start of a name', 'https://0.gravatar.com/avatar/kite', false],
	['this machine in IPv6 notation', 'http://[::ffff:127.0.0.1]/kite.png', true],
	['a name without a dot', 'http://n8n:5678/kite.png', true],
	['the range of carriers', 'http://100.64.0.1/kite.png', true],
	['a dot at the end', 'http://localhost./kite.png', true],
])('%s is classified', (_, url, expected) => {
	expect(isPrivateUrl(url)).toBe(expected);
});
