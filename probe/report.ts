import { redact, redactText, secretsIn } from './redact';
import type { JudgedRow, RowResult } from './rows';
import type { Secrets } from './secrets';
import type { Answer } from './wireClient';

export interface ReportContent {
	service: string;
	/** What was created at the most; `charged` by the balance. */
	spent: { tasks: number; tokens?: number };
	limit: { tasks: number; tokens?: number };
	isInterrupted: boolean;
	rows: JudgedRow[];
	answers: readonly Answer[];
}

interface RecordedAnswer {
	name: string;
	times: number;
	request: unknown;
	status: number | null;
	contentType: string;
	answer: unknown;
}

const maxRows = 3;

/** A list in an answer is shown by its first rows. */
function shorten(value: unknown): unknown {
	if (Array.isArray(value)) {
		const more = value.length - maxRows;
		const isLong = more > 0 && typeof value[0] === 'object' && !isButton(value[0]);
		const shown = isLong ? (value.slice(0, maxRows) as unknown[]) : (value as unknown[]);
		return [...shown.map(shorten), ...(isLong ? [`<${more} more>`] : [])];
	}
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shorten(each)]));
}

const isButton = (value: unknown) =>
	typeof value === 'object' && value !== null && 'customId' in value;

/** Answers without secrets; those that look the same are one, with their number. */
function recordedAnswers(answers: readonly Answer[], secrets: Secrets): RecordedAnswer[] {
	const byText = new Map<string, RecordedAnswer>();
	for (const { name, body, status, contentType, json, length } of answers) {
		const shown = json === undefined ? `<no JSON, ${length} characters>` : redact(json, secrets);
		const recorded = {
			name,
			request: redact(body ?? {}, secrets),
			status,
			contentType: redactText(contentType, secrets),
			answer: shorten(shown),
		};
		const text = JSON.stringify(recorded);
		const known = byText.get(text);
		if (known) known.times += 1;
		else byText.set(text, { ...recorded, times: 1 });
	}
	return [...byText.values()];
}

const results: readonly RowResult[] = ['not held', 'held', 'not tried'];
const cell = (text: string) => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();

function markdown(content: ReportContent, rows: JudgedRow[], recorded: RecordedAnswer[]): string {
	const { service, spent, limit, isInterrupted } = content;
	const number = (wanted: RowResult) => rows.filter(({ result }) => result === wanted).length;
	const tokens = (count: number | undefined) => (count === undefined ? '' : `, ${count} tokens`);
	return [
		`# Probe of ${service}`,
		'',
		`${results.map((result) => `${result}: ${number(result)}`).join(', ')}.`,
		`Created at the most: ${spent.tasks} tasks${tokens(spent.tokens)}. Limit: ${limit.tasks} tasks${tokens(limit.tokens)}.`,
		...(isInterrupted ? ['It was interrupted; what had not begun is not tried.'] : []),
		'Keys, IDs, addresses and prompts are replaced.',
		'',
		'| row | documented or assumed | result | seen |',
		'|---|---|---|---|',
		...rows.map(
			({ id, says, result, seen }) => `| ${id} | ${cell(says)} | ${result} | ${cell(seen)} |`,
		),
		'',
		'## Recorded answers',
		'',
		...recorded.flatMap(({ name, times, status, contentType, request, answer }) => [
			`### ${name}: HTTP ${status ?? 'nothing'}, ${contentType || 'no content type'}${times > 1 ? ` (${times} times)` : ''}`,
			'',
			'```json',
			JSON.stringify({ request, answer }, null, 1),
			'```',
			'',
		]),
	].join('\n');
}

/** The two files. Throws if one of them still has a secret. */
export function writeReport(content: ReportContent, secrets: Secrets) {
	const rows = content.rows.map((row) => ({ ...row, seen: redactText(row.seen, secrets) }));
	const recorded = recordedAnswers(content.answers, secrets);
	const { service, spent, limit, isInterrupted } = content;
	const data = { version: 1, service, spent, limit, isInterrupted, rows, answers: recorded };
	const files = {
		'report.md': markdown(content, rows, recorded),
		'report.json': `${JSON.stringify(data, null, '\t')}\n`,
	};
	const left = Object.values(files).flatMap((text) => secretsIn(text, secrets));
	if (left.length > 0) {
		throw new Error(`The report was not written, since it would contain: ${left.join(', ')}`);
	}
	return files;
}
