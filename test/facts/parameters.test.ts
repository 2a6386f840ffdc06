import {
	parameterFacts,
	parameterNamed,
	supportOf,
} from '../../nodes/Midjourney/facts/parameters/parameterFacts';
import { alternatives, conflicts } from '../../nodes/Midjourney/facts/parameters/combinations';
import { allModels, defaultModel, models } from '../../nodes/Midjourney/facts/parameters/models';
import { sources } from '../../nodes/Midjourney/facts/parameters/parameter';
import { checkPrompt } from '../../nodes/Midjourney/prompt/check';

const names = parameterFacts.flatMap(({ name, aliases }) => [name, ...(aliases ?? [])]);

describe('the parameter tables', () => {
	it('use every name for one parameter only', () => {
		expect(new Set(names).size).toBe(names.length);
		for (const name of names) expect(parameterNamed(name)).toBeDefined();
	});

	it('name the source of every parameter', () => {
		for (const { source = 'parameterList' } of parameterFacts) {
			expect(sources[source]).toMatch(/20\d\d/);
		}
	});

	it('never list a model as both supporting and lacking a parameter', () => {
		for (const { supportedBy, lackedBy } of parameterFacts) {
			expect(supportedBy.filter((model) => lackedBy?.includes(model))).toEqual([]);
		}
	});

	it('contain all parameters that are named as partners or conflicts', () => {
		const partners = parameterFacts.flatMap(({ needs }) => needs?.partner ?? []);
		const named = [
			...partners,
			...conflicts.flatMap((c) => c.names),
			...alternatives.flatMap((a) => a.names),
		];
		for (const name of named) if (name !== 'picture') expect(names).toContain(name);
	});

	it('contain every model, with the newest as the default', () => {
		expect([...allModels].sort()).toEqual(models.map(({ id }) => id).sort());
		expect(models.at(-1)?.id).toBe(defaultModel);
	});

	it.each(
		models.flatMap((model) =>
			parameterFacts
				.filter((fact) => supportOf(fact, model.id) === 'unknown')
				.map((fact) => [`--${fact.name}`, model.id, model] as const),
		),
	)('never call %s unsupported by %s if that is not documented', (flag, _, model) => {
		const findings = checkPrompt(`a kite ${flag} --${model.flag} ${model.value}`, { pictures: 0 });
		for (const { message } of findings) expect(message).not.toContain('is not supported by');
	});
});

describe('messages', () => {
	it('do not use the words that n8n says to avoid', () => {
		const prompts = [
			'',
			'--x',
			'a -- ar 3:2 --v 99 --iw 9 --sw 1 --repeat 2 {a,b}',
			'a --niji 7 --v 7 --q 9 --hd',
			'a —ar 3:2 --raw, --fast --turbo --stealth --video --draft x',
			'a:: b::-3 --v 8.2 --s 1 2 --s 3',
		];
		const messages = prompts.flatMap((prompt) => checkPrompt(prompt, { pictures: 0 }));
		expect(messages.length).toBeGreaterThan(20);
		for (const { message } of messages)
			expect(message).not.toMatch(/\b(error|problem|failure|mistake)/i);
	});
});
