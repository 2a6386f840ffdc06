import { patienceMs } from '../../scripts/browser';
import { useN8n } from '../sandbox/useN8n';
import { useEmulator } from '../support/emulator';
import { eventually } from './eventually';
import { newCredential } from './credentialDialog';
import { useBrowser } from './useBrowser';

jest.setTimeout(2 * patienceMs);

const emulator = useEmulator({ speed: 1 });
const n8n = useN8n();
const { page, pictured } = useBrowser(n8n);

const addresses = ['Base URL', 'Content Base URL', 'Image Proxy Base URL'];

async function savedAtEmulator(apiKey: string) {
	const dialog = await newCredential(page(), 'OhMyGPT API');
	await dialog.toggle('customHosts');
	for (const [name, value] of Object.entries(emulator.credentials({ apiKey }).ohMyGptApi)) {
		if (typeof value === 'string') await dialog.fill(name, value);
	}
	await dialog.save();
	return dialog;
}

test(
	'a new credential has no addresses until Custom Hosts is on, and none after it is off again',
	pictured(async () => {
		const dialog = await newCredential(page(), 'OhMyGPT API');
		const own = ['API Key *', 'Mode', 'Membership', 'Webhook Secret', 'Custom Hosts'];
		// n8n adds this field to every credential.
		const last = 'Allowed HTTP Request Domains';
		await eventually(async () => expect(await dialog.titles()).toEqual([...own, last]));
		await dialog.toggle('customHosts');
		await eventually(async () =>
			expect(await dialog.titles()).toEqual([...own, ...addresses, last]),
		);
		await dialog.toggle('customHosts');
		await eventually(async () => expect(await dialog.titles()).toEqual([...own, last]));
	}),
);

test(
	'a saved credential with a valid key is told to work',
	pictured(async () => {
		const dialog = await savedAtEmulator(emulator.keys.user);
		await dialog.success.waitFor();
	}),
);

test(
	'a saved credential with a wrong key is told that the key was not accepted',
	pictured(async () => {
		const dialog = await savedAtEmulator('sk-wrong');
		expect(await dialog.failure()).toContain('did not accept the API key');
		expect(await dialog.success.isVisible()).toBe(false);
	}),
);
