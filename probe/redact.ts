import { isObject, typeOf } from './jsonValue';
import { idField, promptField, type Secrets } from './secrets';

/** What is replaced wherever it stands, by its form. */
const patterns: ReadonlyArray<readonly [RegExp, string]> = [
	[/data:[\w./+-]+;base64,[A-Za-z0-9+/=]+/g, '<data URL>'],
	[/\b(?:https?|wss?):\/\/[^\s"'<>`\\]+/gi, '<address>'],
	[/\bBearer\s+\S+/gi, 'Bearer <key>'],
	[/\b(?:sk|omg-oat)-[\w-]{6,}/gi, '<key>'],
	[/[\w.+-]+@[\w-]+\.[\w.-]+/g, '<mail address>'],
	[/\b[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\b/gi, '<uuid>'],
	[/\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?\b/g, '<address>'],
	[
		/\b(?:[\w-]+\.)+(?:com|net|org|cn|top|win|io|dev|app|buzz|nl|ai|xyz)\b(?:\/\S*)?/gi,
		'<address>',
	],
	[/\b[0-9a-f]{24,}\b/gi, '<hexadecimal digits>'],
	[/\d{6,}/g, '<digits>'],
];

/** Fields whose texts say how the service works, and nothing about the account. All other texts are left out. */
const plainField =
	/^(message|failReason|status|action|taskType|type|progress|label|emoji|customId|code|errorType|error|title|path|mode|requestMode|botType|dimensions|model|name|method|contentType)$/;
const numberField =
	/^(statusCode|code|status|total|type|style|width|height|page|pageSize|tokens|size|number|totalPages|totalElements|numberOfQueues|flags)$/;
const addressField = /ur(l|i)s?$|^notifyHook$|^image$|^webhook$|^thumbnail$|^clientIp$/i;
const time = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Replaces values and patterns in a text. */
export function redactText(text: string, { entries }: Secrets): string {
	let redacted = text;
	for (const [value, placeholder] of entries) {
		// An id within a longer number is another number.
		const pattern = /^\d+$/.test(value) ? `(?<!\\d)${value}(?!\\d)` : escaped(value);
		redacted = redacted.replace(new RegExp(pattern, 'gi'), placeholder);
	}
	for (const [pattern, placeholder] of patterns) redacted = redacted.replace(pattern, placeholder);
	return redacted;
}

function redactLeaf(name: string, value: unknown, secrets: Secrets, isTask: boolean): unknown {
	const type = typeOf(value);
	if (value === null || type === 'true or false' || value === '') return value;
	if (typeof value !== 'string') {
		if (numberField.test(name) && !idField.test(name)) return value;
		return `<${type}${idField.test(name) || name === 'data' ? ', id' : ''}>`;
	}
	if (addressField.test(name)) {
		const ending = /\.(\w{3,4})(?:\?|$)/.exec(value)?.[1];
		return `<${/^https?:/.test(value) ? 'address' : 'text'}${ending ? `, .${ending}` : ''}>`;
	}
	if (name === 'description' && !isTask) return redactText(value, secrets);
	if (promptField.test(name)) return `<prompt, ${value.length} characters>`;
	if (plainField.test(name)) return redactText(value, secrets);
	if (time.test(value)) return value;
	if (idField.test(name) || name === 'data') return '<text, id>';
	return `<text, ${value.length} characters>`;
}

const isName = (text: string) => /^[a-z_$][\w-]{0,40}$/i.test(text) && !/\d{4}/.test(text);

/** A copy without keys, ids, addresses and prompts. The types and the names of fields stay. */
export function redact(value: unknown, secrets: Secrets, name = ''): unknown {
	if (Array.isArray(value)) return value.map((each: unknown) => redact(each, secrets, name));
	if (!isObject(value)) return redactLeaf(name, value, secrets, false);
	const isTask = 'prompt' in value || 'status' in value;
	const fields = Object.entries(value).map(([key, each], n) => {
		const isInner = typeof each === 'object' && each !== null;
		const shown = isInner ? redact(each, secrets, key) : redactLeaf(key, each, secrets, isTask);
		return [isName(key) ? redactText(key, secrets) : `<field ${n}>`, shown];
	});
	return Object.fromEntries(fields) as unknown;
}

/** Names of secrets that a text still has. A report with any is not written. */
export function secretsIn(text: string, { entries }: Secrets): string[] {
	const lower = text.toLowerCase();
	const isIn = (value: string) =>
		/^\d+$/.test(value)
			? new RegExp(`(?<!\\d)${value}(?!\\d)`).test(text)
			: lower.includes(value.toLowerCase());
	return entries.filter(([value]) => isIn(value)).map(([, placeholder]) => placeholder);
}
