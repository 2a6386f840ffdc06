import { join } from 'node:path';
import { chromium, selectors, type Browser, type Page } from 'playwright-core';

import type { N8n } from '../../sandbox/n8n';
import { outFolder } from '../../sandbox/paths';

/** Long enough for anything that the editor does, on a busy machine. */
export const patienceMs = 60_000;

/** Playwright adds what makes it headless and keeps it from calling home. Root may not use Chromium's own sandbox. */
const launchOptions = {
	executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
};

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
		selectors.setTestIdAttribute('data-test-id');
		browser = await chromium.launch(launchOptions);
		opened = await browser.newPage({ baseURL: n8n().url, viewport: { width: 1400, height: 900 } });
		opened.setDefaultTimeout(patienceMs);
		await pictured(logIn)(opened, n8n());
	}, 3 * patienceMs);
	afterAll(async () => await browser?.close());

	return { page, pictured };
}

async function logIn(page: Page, { owner }: Pick<N8n, 'owner'>): Promise<void> {
	await page.goto('/signin');
	await page.locator('input[name="emailOrLdapLoginId"]').fill(owner.email);
	await page.locator('input[name="password"]').fill(owner.password);
	await page.getByTestId('form-submit-button').click();
	await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
}

/** Resolves to the path of the picture. */
async function takePicture(page: Page): Promise<string> {
	const title = expect.getState().currentTestName ?? 'before the first test';
	const path = join(outFolder, 'browser', `${title.replaceAll(/\W+/g, '-')}.png`);
	await page.screenshot({ path });
	return path;
}
