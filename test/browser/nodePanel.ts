import type { Page } from 'playwright-core';

/** A search takes n8n less than a second. */
const searchLimitMs = 15_000;

/** The ways in which a user opens n8n's node panel. */
export const panelOpeners = {
	/** The plus at the edge of the canvas, in a workflow that has a trigger. */
	canvasPlus: async (page: Page) => await page.getByTestId('node-creator-plus-button').click(),
	/** "Add first step…" in an empty workflow. */
	firstStep: async (page: Page) => await page.getByTestId('canvas-add-button').click(),
	/** The plus below an AI Agent. The list of tools slides over that of other nodes, which takes no search meanwhile. */
	agentTool: async (page: Page) => {
		const panel = page.getByTestId('node-creator');
		await page
			.locator('.canvas-node-handle-non-main-input')
			.filter({ hasText: 'Tool' })
			.getByTestId('canvas-handle-plus')
			.click();
		await panel
			.getByText(/^Recommended/)
			.first()
			.waitFor();
		await panel.getByText('Other AI Nodes', { exact: true }).waitFor({ state: 'hidden' });
	},
};

/** The open node panel. */
export function nodePanelOf(page: Page) {
	const panel = page.getByTestId('node-creator');
	const searchBar = panel.getByTestId('node-creator-search-bar');

	return {
		/** Searches, and waits until an entry of that name is among the results. */
		async find(words: string, name: string): Promise<void> {
			const entry = panel.getByTestId('node-creator-item-name').getByText(name, { exact: true });
			await searchBar.fill('');
			// Otherwise it could be a result of the last search.
			await entry.waitFor({ state: 'hidden' });
			await searchBar.fill(words);
			await entry.waitFor({ timeout: searchLimitMs });
		},
		/** Ends the search, and clicks from list to list down to a node. */
		async choose(...entries: string[]): Promise<void> {
			await searchBar.fill('');
			for (const entry of entries) await panel.getByText(entry, { exact: true }).click();
		},
	};
}

/** Waits until a node of a type is on the canvas. */
export async function nodeOnCanvas(page: Page, type: string): Promise<void> {
	await page.locator(`[data-test-id="canvas-node"][data-node-type="${type}"]`).waitFor();
}
