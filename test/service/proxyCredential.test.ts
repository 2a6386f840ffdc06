import { MidjourneyProxyApi } from '../../credentials/MidjourneyProxyApi.credentials';

const credential = new MidjourneyProxyApi();
const data = { apiKey: 'secret key', baseUrl: ' https://mj.example.com/mj/ ' };

it.each(['https://mj.example.com/mj/submit/imagine', 'https://MJ.example.com:443/mj-fast/mj/x'])(
	'The key goes to the server of the credential: %s',
	async (url) => {
		const { headers } = await credential.authenticate(data, { url });
		expect(headers).toEqual({ 'mj-api-secret': 'secret key' });
	},
);

it.each([
	'https://mj.example.com.evil.example/mj/x',
	'https://mj.example.com@evil.example/mj/x',
	'http://mj.example.com/mj/x',
	'https://mj.example.com:8443/mj/x',
	'/mj/x',
	'',
])('The key goes to no other server: "%s"', async (url) => {
	await expect(credential.authenticate(data, { url })).rejects.toThrow('Base URL only');
});

it.each(['', 'mj.example.com'])(
	'No key is sent with the base URL "%s", which names no server',
	async (baseUrl) => {
		const request = { url: 'mj.example.com/mj/x' };
		await expect(credential.authenticate({ ...data, baseUrl }, request)).rejects.toThrow();
	},
);
