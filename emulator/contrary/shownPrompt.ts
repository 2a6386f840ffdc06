/** What a task object shows of a prompt. `more`: further fields of the task object. */
export interface ShownPrompt {
	prompt: string;
	more?: Record<string, unknown>;
}

/** The text of a prompt and its flags, each with its value. */
function partsOf(prompt: string): { text: string; flags: string[] } {
	const [text = '', ...flags] = prompt.split(/(?:^|\s+)(?=--\w)/);
	return { text, flags };
}

const join = (text: string, flags: readonly string[]) => [text, ...flags].join(' ').trim();

const withoutSeed = (prompt: string): string => {
	const { text, flags } = partsOf(prompt);
	return join(
		text,
		flags.filter((flag) => !/^--seed\b/i.test(flag)),
	);
};

const seedOf = (prompt: string): string | undefined => /--seed\s+(\d+)/i.exec(prompt)?.[1];

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** How a service may show a prompt. */
export const promptForms = {
	same: (prompt: string) => ({ prompt }),
	'lower-case': (prompt: string) => ({ prompt: prompt.toLowerCase() }),
	'upper-case': (prompt: string) => ({ prompt: prompt.toUpperCase() }),
	'flags-reversed'(prompt: string) {
		const { text, flags } = partsOf(prompt);
		return { prompt: join(text, flags.reverse()) };
	},
	'flags-first'(prompt: string) {
		const { text, flags } = partsOf(prompt);
		return { prompt: join(join('', flags), [text]) };
	},
	'flags-added': (prompt: string) => ({ prompt: `${prompt} --v 7 --style raw`.trim() }),
	'flag-equals': (prompt: string) => ({ prompt: prompt.replace(/(--\w+)\s+(?=[^-\s])/g, '$1=') }),
	'long-dashes': (prompt: string) => ({ prompt: prompt.replaceAll('--', '—') }),
	escapes: (prompt: string) => ({ prompt: prompt.replace(/[-_*~|`]/g, '\\$&') }),
	entities: (prompt: string) => ({
		prompt: prompt.replace(/[&<>"']/g, (each) => entities[each] ?? each),
	}),
	spaces: (prompt: string) => ({ prompt: ` ${prompt.replaceAll(' ', '  ')} ` }),
	lines: (prompt: string) => ({ prompt: prompt.replaceAll(' --', '\n--') }),
	'short-links': (prompt: string) => ({
		prompt: prompt.replace(/https?:\/\/\S+/g, '<https://s.mj.run/Kq3x9b>'),
	}),
	translated: (prompt: string) => ({ prompt: join('一只风筝', partsOf(prompt).flags) }),
	'prompt-field': (prompt: string) => ({
		prompt: partsOf(prompt).text,
		more: { properties: { finalPrompt: prompt } },
	}),
	'seed-field': (prompt: string) => ({
		prompt: withoutSeed(prompt),
		more: { properties: { seed: seedOf(prompt) ?? null } },
	}),
	'seed-dropped': (prompt: string) => ({ prompt: withoutSeed(prompt) }),
} satisfies Record<string, (prompt: string) => ShownPrompt>;

export const promptFormNames = Object.keys(promptForms) as Array<keyof typeof promptForms>;
