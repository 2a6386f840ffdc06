import type { IDataObject, INode } from 'n8n-workflow';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

import { logIn, openBrowser, patienceMs } from '../../scripts/browser';
import type { N8n } from '../../sandbox/n8n';
import { outFolder } from '../../sandbox/paths';
import type { Workflow } from '../../sandbox/workflow';
import { openNode, type NodeDetails } from './nodeDetails';
import { workflowOf } from './ownWorkflows';

export interface InBrowser {
	/** The page in which the owner of n8n is logged in. */
	page: () => Page;
	/** Wraps a test: where it fails, a picture of the page is left in out/browser/. */
	pictured: <Args extends unknown[]>(
		test: (...args: Args) => Promise<void>,
	) => (...args: Args) => Promise<void>;
	/** Opens a stored workflow in the editor. */
	showWorkflow: (id: string) => Promise<void>;
	/** The same with one that is stored first. */
	openWorkflow: (workflow: Workflow) => Promise<void>;
	/** Opens a Midjourney node, in a workflow and with a credential of its own. */
	openMidjourney: (parameters: INode['parameters'], data: IDataObject) => Promise<NodeDetails>;
}

/**
 * A browser with one page, logged in to n8n, for all tests of the file. Call it once, at the top of the file, after
 * `useN8n`, and use what the result gives inside of tests only.
 */
export function useBrowser(n8n: () => N8n): InBrowser {
	let browser: Browser | undefined;
	let opened: Page | undefined;

	const page = () => {
		if (!opened) throw new Error('The browser runs inside of tests only');
		return opened;
	};
	const pictured: InBrowser['pictured'] =
		(test) =>
		async (...args) => {
			try {
				await test(...args);
			} catch (error) {
				throw new Error(`The page at that moment: ${await takePicture(page())}`, { cause: error });
			}
		};

	beforeAll(async () => {
		const started = await openBrowser(n8n());
		browser = started.browser;
		opened = started.page;
		await pictured(logIn)(opened, n8n());
	}, 3 * patienceMs);
	afterAll(async () => await browser?.close());

	const showWorkflow: InBrowser['showWorkflow'] = async (id) => {
		await page().goto(`/workflow/${id}`);
		await page().getByTestId('canvas-node').first().waitFor();
	};
	const openWorkflow: InBrowser['openWorkflow'] = async (workflow) =>
		await showWorkflow(await n8n().rest.createWorkflow(workflow));
	const openMidjourney: InBrowser['openMidjourney'] = async (parameters, data) => {
		const type = 'ohMyGptApi';
		const credential = await n8n().rest.createCredential({ name: 'OhMyGPT', type, data });
		await openWorkflow(workflowOf(parameters, credential));
		return await openNode(page(), 'Midjourney');
	};

	return { page, pictured, showWorkflow, openWorkflow, openMidjourney };
}

/** Resolves to the path of the picture. */
async function takePicture(page: Page): Promise<string> {
	const title = expect.getState().currentTestName ?? 'before the first test';
	const path = join(outFolder, 'browser', `${title.replaceAll(/\W+/g, '-')}.png`);
	await page.screenshot({ path });
	return path;
}
