import type { Locator, Page } from 'playwright-core';

/** Opens the dialog for a new credential of a type, by the name of the type. */
export async function newCredential(page: Page, typeName: string) {
	await page.goto('/home/credentials/create');
	await page.getByTestId('new-credential-type-select').locator('input').fill(typeName);
	await page
		.getByTestId('new-credential-type-select-option')
		.getByText(typeName, { exact: true })
		.click();
	await page.getByTestId('new-credential-type-button').click();
	const dialog = page.getByTestId('editCredential-modal');
	const field = (name: string): Locator => dialog.getByTestId(`parameter-input-${name}`);
	const label = dialog.locator('label.n8n-input-label [class*="_title_"]');
	await field('apiKey').waitFor();

	return {
		field,
		titles: async (): Promise<string[]> =>
			(await label.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim()),
		async fill(name: string, text: string): Promise<void> {
			await field(name).locator('input').fill(text);
		},
		async toggle(name: string): Promise<void> {
			await field(name).locator('.el-switch').click();
		},
		/** n8n tests a credential whenever it is saved. */
		async save(): Promise<void> {
			await dialog.getByTestId('credential-save-button').click();
		},
		success: dialog.getByText('Connection tested successfully'),
		/** Waits until the test has failed; resolves to why. */
		async failure(): Promise<string> {
			await dialog.getByText('connect with these settings').waitFor();
			await dialog.getByText('More details').click();
			return await dialog.innerText();
		},
	};
}
