import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

import { logIn, openBrowser, patienceMs } from '../../scripts/browser';
import type { N8n } from '../../sandbox/n8n';
import { outFolder } from '../../sandbox/paths';

export interface InBrowser {
	/** The page in which the owner of n8n is logged in. */
	page: () => Page;
	/** Wraps a test: where it fails, a picture of the page is left in out/browser/. */
	pictured: <Args extends unknown[]>(
		test: (...args: Args) => Promise<void>,
	) => (...args: Args) => Promise<void>;
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

	return { page, pictured };
}

/** Resolves to the path of the picture. */
async function takePicture(page: Page): Promise<string> {
	const title = expect.getState().currentTestName ?? 'before the first test';
	const path = join(outFolder, 'browser', `${title.replaceAll(/\W+/g, '-')}.png`);
	await page.screenshot({ path });
	return path;
}
