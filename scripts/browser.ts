import { chromium, selectors, type Browser, type Page } from 'playwright-core';

import type { N8n } from '../sandbox/n8n';

/** Long enough for anything that the editor does, on a busy machine. */
export const patienceMs = 60_000;

/** Playwright adds what makes it headless and keeps it from calling home. Root may not use Chromium's own sandbox. */
const launchOptions = {
	executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
};

/** A browser with one page, in which nobody is logged in yet. */
export async function openBrowser({
	url,
}: Pick<N8n, 'url'>): Promise<{ browser: Browser; page: Page }> {
	selectors.setTestIdAttribute('data-test-id');
	const browser = await chromium.launch(launchOptions);
	const page = await browser.newPage({ baseURL: url, viewport: { width: 1400, height: 900 } });
	page.setDefaultTimeout(patienceMs);
	return { browser, page };
}

/** Logs the owner in. */
export async function logIn(page: Page, { owner }: Pick<N8n, 'owner'>): Promise<void> {
	await page.goto('/signin');
	await page.locator('input[name="emailOrLdapLoginId"]').fill(owner.email);
	await page.locator('input[name="password"]').fill(owner.password);
	await page.getByTestId('form-submit-button').click();
	await page.waitForURL((found) => !found.pathname.startsWith('/signin'));
}
