import type { INode } from 'n8n-workflow';

import { patienceMs } from '../../scripts/browser';
import { useN8n } from '../sandbox/useN8n';
import { useEmulator } from '../support/emulator';
import { otherClient } from '../support/otherClient';
import { eventually } from './eventually';
import { useBrowser } from './useBrowser';

jest.setTimeout(3 * patienceMs);

const emulator = useEmulator({
	speed: 1,
	tileSize: 64,
	durationSeconds: { min: 0, max: 0 },
});
const n8n = useN8n();
const { page, pictured, openMidjourney } = useBrowser(n8n);

const openWith = async (parameters: INode['parameters']) =>
	await openMidjourney(parameters, emulator.credentials().ohMyGptApi);

const sizeOf = (image: { naturalWidth: number; naturalHeight: number }) => ({
	width: image.naturalWidth,
	height: image.naturalHeight,
});

test(
	'Imagine runs with the button of the panel, and its image is seen in the output',
	pictured(async () => {
		const details = await openWith({ prompt: 'a lighthouse at dusk' });
		await details.execute();
		await details.output.getByText('Binary', { exact: true }).click();
		await details.output.getByText('View', { exact: true }).click();
		const image = details.output.locator('img[src*="binary-data"]');
		await image.waitFor();
		// A grid of four: the picture has been loaded, too.
		await eventually(async () =>
			expect(await image.evaluate(sizeOf)).toEqual({ width: 128, height: 128 }),
		);
	}),
);

test(
	'Run Action offers the buttons of the finished task as a list, and presses the one that is picked',
	pictured(async () => {
		const { taskId } = await otherClient(emulator).createGrid();
		const details = await openWith({
			operation: 'runAction',
			taskId: String(taskId),
			chooseButtons: 'list',
		});
		const list = details.field('buttonIds');
		const buttons = page().locator('.el-select-dropdown__item');
		// n8n reads the list when the node is opened; a click before that opens nothing.
		await buttons.getByText('U2', { exact: true }).waitFor({ state: 'attached' });
		await list.locator('input:enabled').first().waitFor();
		await list.click();
		const names = ['U1', 'U2', 'U3', 'U4', 'Re-Roll', 'V1', 'V2', 'V3', 'V4'];
		await eventually(async () =>
			expect(await buttons.locator('visible=true').allInnerTexts()).toEqual(names),
		);
		await buttons.getByText('U2', { exact: true }).click();
		await list.getByText('U2', { exact: true }).waitFor();
		await page().keyboard.press('Escape');
		await details.execute();
		await details.output.getByText('Binary', { exact: true }).waitFor();
		const [upscale] = await emulator.tasks();
		expect(upscale).toMatchObject({ action: 'UPSCALE', sourceId: taskId });
	}),
);
