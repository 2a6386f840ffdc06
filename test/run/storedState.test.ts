import {
	attemptStateOf,
	nonceOf,
	readSuspendedState,
	storeSuspendedState,
	type OutputSlot,
} from '../../nodes/Midjourney/run/storedState';

const output = {
	simplify: true,
	downloadImage: false,
	splitGrid: false,
	itemForEachPrompt: false,
	source: 'automatic' as const,
	compression: { quality: 80, format: 'webp' as const },
	binaryField: 'data',
};
const pending: OutputSlot = { itemIndex: 0, taskId: '4711', output };
const known: OutputSlot = { itemIndex: 1, items: [{ json: {} }], isError: false };
const state = { nonce: 'n', limitAt: 1, slots: [pending, known], settings: {} };

/** As n8n's database returns it. */
const roundTrip = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const storedContext = (changes: object = {}) => {
	const context = {};
	storeSuspendedState(context, { ...state, ...changes });
	return roundTrip(context) as { suspended: Record<string, unknown> };
};

test('what was stored is read again', () => {
	expect(readSuspendedState(storedContext())).toMatchObject(state);
});

test.each([
	['no context', undefined],
	['an empty context', {}],
	['a state without a nonce', { suspended: { version: 1, slots: [] } }],
	['text', { suspended: 'text' }],
])('%s is no suspended execution', (_, context) => {
	expect(readSuspendedState(context)).toBeUndefined();
});

test.each([
	['of a later version', { version: 3 }],
	['of an earlier version', { version: 1 }],
	['without settings', { settings: undefined }],
	['without a version', { version: undefined }],
	['without a limit', { limitAt: undefined }],
	['with a slot that has no output options', { slots: [{ itemIndex: 0, taskId: '4711' }] }],
	['with a slot of another shape', { slots: [{ place: 0, tasks: { a: '4711' } }] }],
])('of a state %s only the nonce and the task IDs are read', (_, changes) => {
	expect(readSuspendedState(storedContext(changes))).toEqual({ nonce: 'n', taskIds: ['4711'] });
});

test('attempts of one execution share the nonce and the tasks', () => {
	const context = {};
	const nonce = nonceOf(context);
	expect(nonce).toMatch(/^[0-9a-f]{48}$/);
	attemptStateOf(context)['0/0/0'] = { digest: 'd', taskId: '4711' };
	const next = roundTrip(context) as object;
	expect(nonceOf(next)).toBe(nonce);
	expect(attemptStateOf(next)).toEqual({ '0/0/0': { digest: 'd', taskId: '4711' } });
});

test('attempts of another version are an error that names their tasks: paying twice is worse', () => {
	const context = { attempts: { version: 1, tasks: { '0/0/0': '4711' } } };
	expect(() => attemptStateOf(context)).toThrow(/another version/);
	try {
		attemptStateOf(context);
	} catch (error) {
		expect(error).toMatchObject({ description: expect.stringContaining('4711') });
	}
});
