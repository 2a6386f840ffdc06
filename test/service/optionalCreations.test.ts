import { isOptional, type OptionalCreation } from '../../nodes/Midjourney/model/creation';
import { createOhMyGptService } from '../../nodes/Midjourney/service/ohmygpt/ohMyGptService';
import { readSettings } from '../../nodes/Midjourney/service/ohmygpt/settings';

const requests: unknown[] = [];
beforeEach(() => void requests.splice(0));

/** The provider with a request helper that must not be called. */
const service = createOhMyGptService(
	{
		helpers: { httpRequestWithAuthentication: (request: unknown) => requests.push(request) },
	} as unknown as Parameters<typeof createOhMyGptService>[0],
	readSettings({}),
);

const base = { pool: 'FAST', digest: '', prompt: 'a kite' };
const picture = Object.assign(async () => await Promise.resolve('data:,'), { digest: '' });

const creations: OptionalCreation[] = [
	{ kind: 'shorten', ...base },
	{ kind: 'edit', ...base, picture },
	{
		...{ kind: 'video', ...base, startPicture: picture },
		...{ motion: 'low', isLoop: false, count: 1, resolution: 480 },
	},
];

test.each(creations.map((creation) => [creation.kind, creation] as const))(
	'OhMyGPT refuses %s, which it does not have, and sends nothing',
	async (kind, creation) => {
		expect(isOptional(creation)).toBe(true);
		const result = await service.create(creation);
		expect(result).toMatchObject({ ok: false, failure: { kind: 'unsupported' } });
		expect(!result.ok && result.failure.message).toContain(kind);
		expect(requests).toEqual([]);
	},
);

test.each(['getSeed', 'cancelTask'] as const)(
	'OhMyGPT has no %s, and sends nothing',
	async (name) => {
		expect(await service[name]('4711')).toMatchObject({
			ok: false,
			failure: { kind: 'unsupported' },
		});
		expect(requests).toEqual([]);
	},
);
