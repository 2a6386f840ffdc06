import type { Locator, Page } from 'playwright-core';

/** The editor needs less than a second to open a node. */
const openLimitMs = 20_000;

/**
 * Double-clicks a node until its parameters are shown. While a workflow is loaded the canvas still moves, and a click can meet
 * the place where the node has been.
 */
export async function openNode(page: Page, name: string): Promise<NodeDetails> {
	const node = page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	for (let tries = 1; ; tries++) {
		await node.dblclick();
		try {
			await page.getByTestId('node-parameters').waitFor({ timeout: openLimitMs });
			return nodeDetailsOf(page);
		} catch (error) {
			if (tries === 3) throw error;
		}
	}
}

export type NodeDetails = ReturnType<typeof nodeDetailsOf>;

/** The opened node, with its fields and its output. */
function nodeDetailsOf(page: Page) {
	const fields = page.getByTestId('node-parameters').locator('.parameter-input-list-wrapper');
	const output = page.getByTestId('output-panel');

	return {
		field: (name: string): Locator => page.getByTestId(`parameter-input-${name}`),
		output,
		/** What is written above each field, or in a notice, from top to bottom. */
		titles: async (): Promise<string[]> =>
			await fields.first().locator(':scope > *').evaluateAll(titlesIn),
		async execute(): Promise<void> {
			await page.getByTestId('node-execute-button').first().click();
		},
		/** Waits for the error of a run; resolves to what is shown of it. */
		async error(): Promise<{ message: string; description: string }> {
			const message = output.getByTestId('node-error-message');
			await message.waitFor();
			const description = output.getByTestId('node-error-description');
			return { message: await message.innerText(), description: await description.innerText() };
		},
		async close(): Promise<void> {
			await page.keyboard.press('Escape');
			await page.getByTestId('ndv').waitFor({ state: 'hidden' });
		},
	};
}

/** What is used of an element. */
interface Titled {
	textContent: string | null;
	querySelector: (selector: string) => Titled | null;
}

/** Runs in the browser. The credential stands before the first field, in the same element. */
function titlesIn(elements: Titled[]): string[] {
	return elements.map((element) => {
		const label = element.querySelector('[data-test-id="input-label"] label .n8n-text');
		return ((label ?? element).textContent ?? '').trim();
	});
}
