import type { IDataObject, INode } from 'n8n-workflow';

import { patienceMs } from '../../scripts/browser';
import { useN8n } from '../sandbox/useN8n';
import { useEmulator } from '../support/emulator';
import { useBrowser } from './useBrowser';

jest.setTimeout(3 * patienceMs);

const emulator = useEmulator({ speed: 1, durationSeconds: { min: 600, max: 600 } });
const n8n = useN8n();
const { page, pictured, openMidjourney } = useBrowser(n8n);

/** Runs a node; resolves to the error that its output shows. */
async function errorOf(parameters: INode['parameters'], changes: IDataObject = {}) {
	const data = emulator.credentials(changes).ohMyGptApi;
	const details = await openMidjourney(parameters, data);
	await details.execute();
	return await details.error();
}

test(
	'a node with an empty prompt does not start, and tells which field is missing',
	pictured(async () => {
		const details = await openMidjourney({ prompt: '' }, emulator.credentials().ohMyGptApi);
		await details.execute();
		await page().getByText('Parameter "Prompt" is required').waitFor();
		expect(await emulator.log()).toEqual([]);
	}),
);

test(
	'a prompt that is empty for an item is told as empty, and what to write instead',
	pictured(async () => {
		expect(await errorOf({ prompt: '={{ "" }}' })).toEqual({
			message: "'Prompt' is empty",
			description: 'Describe in a few words what the image should show.',
		});
		expect(await emulator.log()).toEqual([]);
	}),
);

test(
	'a flag with a bad value is told with the values that it takes, and nothing is sent',
	pictured(async () => {
		const { message, description } = await errorOf({ prompt: 'a lighthouse --ar x' });
		expect(message).toMatch(/^--ar takes two whole numbers above 0.*x was given\.$/);
		expect(description).toContain("switch off 'Check Prompt'");
		expect(await emulator.log()).toEqual([]);
	}),
);

test(
	'a wrong key is told as such, and where to correct it',
	pictured(async () => {
		const { message, description } = await errorOf({ prompt: 'a cat' }, { apiKey: 'sk-wrong' });
		expect(message).toMatch(/^OhMyGPT did not accept the API key/);
		expect(description).toMatch(/^Check 'API Key' in the credential/);
	}),
);

test(
	'a queue that stays full until the time limit is told as full, and how many tasks it takes',
	pictured(async () => {
		await emulator.fault('imagine', 'queue-full', { times: 1_000 });
		const { message, description } = await errorOf({
			prompt: 'a cat',
			options: { timeLimitMinutes: 0.1 },
		});
		expect(message).toMatch(/queue is full/);
		expect(description).toContain('An account may have 3 (Regular)');
		expect(await emulator.tasks()).toEqual([]);
	}),
);
