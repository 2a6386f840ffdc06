import type { Locator, Page } from 'playwright-core';

/** A search takes n8n less than a second. */
const searchLimitMs = 15_000;

/** n8n needs less than a second to open its panel. */
const openLimitMs = 20_000;

const panelIn = (page: Page) => page.getByTestId('node-creator');

/**
 * Clicks until the panel shows what it opens with. n8n still moves the canvas when a workflow is loaded; on a busy machine
 * a click can meet the place where the button has been.
 */
async function openWith(page: Page, button: Locator, first = panelIn(page)): Promise<void> {
	for (let clicks = 1; ; clicks++) {
		await button.click();
		try {
			return await first.waitFor({ timeout: openLimitMs });
		} catch (error) {
			if (clicks === 3) throw error;
			await page.keyboard.press('Escape');
		}
	}
}

/** The ways in which a user opens n8n's node panel. */
export const panelOpeners = {
	/** The plus at the edge of the canvas, in a workflow that has a trigger. */
	canvasPlus: async (page: Page) =>
		await openWith(page, page.getByTestId('node-creator-plus-button')),
	/** "Add first step…" in an empty workflow. */
	firstStep: async (page: Page) => await openWith(page, page.getByTestId('canvas-add-button')),
	/** The plus below an AI Agent. The list of tools slides over that of other nodes, which takes no search meanwhile. */
	agentTool: async (page: Page) => {
		const plus = page
			.locator('.canvas-node-handle-non-main-input')
			.filter({ hasText: 'Tool' })
			.getByTestId('canvas-handle-plus');
		const panel = panelIn(page);
		await openWith(page, plus, panel.getByText(/^Recommended/).first());
		await panel.getByText('Other AI Nodes', { exact: true }).waitFor({ state: 'hidden' });
	},
};

/** The open node panel. */
export function nodePanelOf(page: Page) {
	const panel = panelIn(page);
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
