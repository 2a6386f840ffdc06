import sharp from 'sharp';
import { runNode } from '../support/n8n';
import { useEmulator } from '../support/emulator';

const emulator = useEmulator();

const imagine = (parameters = {}, more = {}) =>
	runNode({
		parameters: { resource: 'image', operation: 'imagine', prompt: 'a red kite', ...parameters },
		credentials: emulator.credentials(),
		...more,
	}).finished;

test('a sentence becomes a task in short form with its picture', async () => {
	const { status, items, error, binary } = await imagine();
	expect(error).toBeUndefined();
	expect(status).toBe('success');
	expect(items).toHaveLength(1);
	expect(items[0]?.json).toMatchObject({ status: 'SUCCESS', costTokens: 14000, progress: 100 });
	const { width, height } = await sharp(await binary(items[0]!)).metadata();
	expect(width).toBe(height);
	console.log(await emulator.stats(), items[0]);
});
