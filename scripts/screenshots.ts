/** `npm run screenshots`: pictures of the editor for the README and the docs, in docs/screenshots/. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';

import { logIn, openBrowser } from './browser';
import { importExamples } from '../sandbox/demo';
import { emulatorService } from '../sandbox/emulatorService';
import { runToEnd, type StoredWorkflow } from '../sandbox/executions';
import { startN8n, type N8n } from '../sandbox/n8n';
import { root } from '../sandbox/paths';

const folder = join(root, 'docs', 'screenshots');
const runLimitMs = 300_000;
const ownNode = '[data-test-id="canvas-node"][data-node-type^="n8n-nodes-midjourney."]';

/** The page when nothing on it moves any more. */
async function still(page: Page): Promise<Buffer> {
	let before: Buffer = Buffer.alloc(0);
	for (;;) {
		const shot = await page.screenshot();
		if (shot.equals(before)) return shot;
		before = shot;
	}
}

/** A palette makes the file a third as large. */
async function save(page: Page, name: string): Promise<void> {
	const shot = await still(page);
	await sharp(shot)
		.png({ palette: true, colours: 128, effort: 10 })
		.toFile(join(folder, `${name}.png`));
	process.stdout.write(`docs/screenshots/${name}.png\n`);
}

async function openNode(page: Page): Promise<void> {
	await page.locator(ownNode).first().dblclick();
	await page.getByTestId('node-parameters').waitFor();
}

/** Runs a workflow and shows the execution as a user sees it in the list of executions. */
async function pictureOfRun(page: Page, n8n: N8n, stored: StoredWorkflow): Promise<void> {
	const { id } = await runToEnd(n8n.rest, stored, runLimitMs);
	await page.goto(`/workflow/${stored.id}/executions/${id}`);
	await page.locator(ownNode).first().waitFor();
	await save(page, 'execution');
	await openNode(page);
	await page.getByTestId('output-panel').getByText('Binary', { exact: true }).click();
	await page.getByText('View', { exact: true }).first().click();
	await page.locator('img[src*="binary-data"]').first().waitFor();
	await save(page, 'output');
}

/** The canvas of each example, as it looks after the import. */
async function examplesOnCanvas(page: Page, examples: StoredWorkflow[]): Promise<void> {
	for (const { id, workflow } of examples) {
		await page.goto(`/workflow/${id}`);
		const nodes = page.getByTestId('canvas-node');
		await nodes.nth(workflow.nodes.length - 2).waitFor();
		await still(page);
		await page.getByTestId('zoom-to-fit').click();
		await page.mouse.move(0, 0);
		await save(page, `examples/${workflow.name.slice(0, 2)}`);
	}
}

async function takeAll(page: Page, n8n: N8n, examples: StoredWorkflow[]): Promise<void> {
	const example = (number: string) => {
		const found = examples.find(({ workflow }) => workflow.name.startsWith(number));
		if (!found) throw new Error(`There is no example ${number}`);
		return found;
	};
	await page.goto(`/workflow/${example('01').id}`);
	await openNode(page);
	await save(page, 'imagine');
	await page.goto(`/workflow/${example('07').id}`);
	await page.locator(ownNode).first().waitFor();
	await save(page, 'batch');
	await page.goto(`/workflow/${example('13').id}`);
	await openNode(page);
	await save(page, 'trigger');
	await examplesOnCanvas(page, examples);
	await pictureOfRun(page, n8n, example('01'));
}

async function main(): Promise<void> {
	mkdirSync(join(folder, 'examples'), { recursive: true });
	const service = await emulatorService(30, 'ohMyGpt');
	const n8n = await startN8n();
	const { browser, page } = await openBrowser(n8n);
	try {
		await logIn(page, n8n);
		await takeAll(page, n8n, await importExamples(n8n, service));
	} catch (error) {
		await page.screenshot({ path: join(root, 'out', 'screenshots-failed.png') });
		throw error;
	} finally {
		await browser.close();
		await n8n.stop();
		await service.stop();
	}
}

void main();
