import { withCredential } from '../../sandbox/examples';
import { patienceMs } from '../../scripts/browser';
import { exampleOf } from '../sandbox/live';
import { useN8n } from '../sandbox/useN8n';
import { useEmulator } from '../support/emulator';
import { openNode } from './nodeDetails';
import { useBrowser } from './useBrowser';

jest.setTimeout(2 * patienceMs);

const emulator = useEmulator({ speed: 1 });
const n8n = useN8n();
const { page, pictured, openWorkflow } = useBrowser(n8n);

/** Opens the example with the trigger, with a credential. */
async function openExample(webhookSecret: string): Promise<void> {
	const type = 'ohMyGptApi';
	const data = emulator.credentials({ webhookSecret })[type];
	const credential = await n8n().rest.createCredential({ name: 'OhMyGPT', type, data });
	await openWorkflow(withCredential(exampleOf('13'), credential));
}

async function publish(): Promise<void> {
	await page().getByTestId('workflow-open-publish-modal-button').click();
	await page().getByTestId('workflow-publish-button').click();
}

test(
	'a trigger whose credential has no secret is not published, and the reason is told',
	pictured(async () => {
		await openExample('');
		await publish();
		await page().getByText("'Webhook Secret' is not set in the credential").first().waitFor();
	}),
);

test(
	'a published trigger tells what to do next, and shows the production URL to copy',
	pictured(async () => {
		await openExample('a secret');
		await publish();
		const dialog = page().getByTestId('activation-modal');
		await dialog.getByText("Put its production URL into 'Webhook URL'").waitFor();
		await dialog.getByRole('button', { name: 'Got it' }).click();
		await page().getByTestId('workflow-active-version-indicator').waitFor();

		await openNode(page(), 'Midjourney Trigger');
		const panel = page().getByTestId('ndv');
		await panel.getByText('The workflow is published').waitFor();
		await panel.getByText('Webhook URLs', { exact: true }).click();
		await panel.getByTestId('radio-button-production').click();
		const { webhookId } = exampleOf('13').nodes[0] ?? {};
		const url = `${n8n().url}/webhook/${webhookId}/webhook`;
		await page().context().grantPermissions(['clipboard-read', 'clipboard-write']);
		await panel.getByText(url, { exact: true }).click();
		await page().getByText('URL copied').waitFor();
		expect(await page().evaluate('navigator.clipboard.readText()')).toBe(url);
	}),
);
