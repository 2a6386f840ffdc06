import type { JournalEntry } from '../../emulator/journal';
import { prompts } from '../support/midjourney';
import { useMatrix } from './matrix';

const { emulator, run } = useMatrix();

const imagine = 'image.imagine';
const fromItem = { prompt: '={{ $json.prompt }}' };
const kites = (count: number) => prompts(...Array.from({ length: count }, (_, i) => `kite ${i}`));
const at = ({ time }: JournalEntry) => Date.parse(time);

test('a slow image download occupies no queue slot', async () => {
	await emulator.fault('storedPicture', 'slow', { times: 3, delayMs: 100_000 });
	await run(imagine, fromItem, { items: kites(4) });
	const [firstPicture] = await emulator.log('storedPicture');
	const lastCreation = (await emulator.log('imagine')).at(-1);
	expect(at(lastCreation!) - at(firstPicture!)).toBeLessThan(60_000);
});

test('at most five images are downloaded at once, and all are downloaded', async () => {
	await emulator.account({ membership: 'vip' });
	await emulator.fault('storedPicture', 'slow', { times: 12, delayMs: 60_000 });
	const credentials = emulator.credentials({ membership: 'vip' });
	const { items } = await run(imagine, fromItem, { items: kites(12), credentials });
	expect(items.filter(({ binary }) => binary?.data)).toHaveLength(12);
	const began = (await emulator.log('storedPicture')).map(at);
	expect(began).toHaveLength(12);
	for (const [i, time] of began.slice(5).entries()) {
		expect(time - began[i]!).toBeGreaterThanOrEqual(60_000);
	}
});

test('images are downloaded while other tasks still run', async () => {
	await emulator.settings({ durationSeconds: { min: 5, max: 120 } });
	await run(imagine, fromItem, { items: kites(6) });
	const pictures = await emulator.log('storedPicture');
	const creations = await emulator.log('imagine');
	expect(at(pictures[0]!)).toBeLessThan(at(creations.at(-1)!));
});
