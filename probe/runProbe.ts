import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ohMyGptLimit, probeOhMyGpt } from './ohMyGptProbe';
import { ohMyGptRows } from './ohMyGptRows';
import type { ProbeOptions } from './probeOptions';
import { probeProxy, proxyLimit } from './proxyProbe';
import { proxyRows } from './proxyRows';
import { writeReport } from './report';
import { judgeRows, type JudgedRow } from './rows';
import { collectSecrets } from './secrets';
import { createSpending, type Spending } from './spending';
import type { Pauses } from './taskWatch';
import type { Answer } from './wireClient';

/** What a probe needs of the person who started it. */
export interface Person {
	say: (text: string) => void;
	/** Whether it may spend. */
	confirm: (question: string) => Promise<boolean>;
	pauses: Pauses;
}

interface Outcome {
	rows: JudgedRow[];
	answers: readonly Answer[];
	/** Texts of its own that must not be in the report. */
	prompt: string;
}

function limitOf({ service, maxTokens, maxTasks }: ProbeOptions) {
	if (service === 'midjourneyProxy') {
		return { tokens: undefined, tasks: maxTasks ?? proxyLimit.tasks };
	}
	return { tokens: maxTokens ?? ohMyGptLimit.tokens, tasks: maxTasks ?? ohMyGptLimit.tasks };
}

function question({ service }: ProbeOptions, { limit: { tokens, tasks } }: Spending): string {
	const cost = tokens === undefined ? '' : ` and spends ${tokens} tokens`;
	const what = 'an imagine, an upscale, a describe, and a prompt that should be refused or fail';
	return `This creates ${tasks} tasks${cost} at ${service} at the most: ${what}. Go on? [y/N] `;
}

async function probe(
	options: ProbeOptions,
	spending: Spending,
	{ say, pauses }: Person,
): Promise<Outcome> {
	const context = { spending, pauses, say };
	if (options.service === 'ohMyGpt') {
		const seen = await probeOhMyGpt(options, context);
		return { ...seen, rows: judgeRows(ohMyGptRows, seen) };
	}
	const seen = await probeProxy(options, context);
	return { ...seen, rows: judgeRows(proxyRows, seen) };
}

/** Probes a service and writes the report. false: the person did not agree, and nothing was sent. */
export async function runProbe(options: ProbeOptions, person: Person): Promise<boolean> {
	const { service, key, baseUrl, contentUrl, webhook, out } = options;
	const spending = createSpending(limitOf(options));
	const { limit, reserved } = spending;
	if (!options.isConfirmed && !(await person.confirm(question(options, spending)))) return false;
	const { rows, answers, prompt } = await probe(options, spending, person);
	const secrets = collectSecrets(
		{ key, 'base address': baseUrl, 'content address': contentUrl, webhook, prompt },
		answers,
	);
	const content = {
		service,
		spent: {
			tasks: reserved.tasks,
			...(limit.tokens !== undefined && { tokens: reserved.tokens }),
		},
		limit,
		isInterrupted: person.pauses.isInterrupted(),
		rows,
		answers,
	};
	mkdirSync(out, { recursive: true });
	for (const [name, text] of Object.entries(writeReport(content, secrets))) {
		writeFileSync(join(out, name), text);
		person.say(join(out, name));
	}
	return true;
}
