import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parse } from 'node:querystring';
import { refusals } from './refusals';

/** What a request's body holds, in whichever encoding it came. */
export interface Body {
	/** Values of a form are texts, or lists of texts where a field is repeated. */
	readonly fields: Readonly<Record<string, unknown>>;
	readonly files: Readonly<Record<string, { name: string; type: string; bytes: Buffer }>>;
}

const emptyBody: Body = { fields: {}, files: {} };

/** Bytes that a body may have. Assumed: the service documents no limit. */
export const bodyLimit = 64 * 1024 * 1024;

/** Teaches a fastify scope JSON, urlencoded and multipart bodies, and to look past any other. */
export function parseBodies(scope: FastifyInstance): void {
	scope.removeAllContentTypeParsers();
	const options = { parseAs: 'buffer' as const, bodyLimit };
	scope.addContentTypeParser(
		'application/json',
		options,
		async (_request: FastifyRequest, bytes: Buffer) => fromJson(bytes),
	);
	scope.addContentTypeParser(
		'application/x-www-form-urlencoded',
		options,
		async (_request: FastifyRequest, bytes: Buffer) => ({
			...emptyBody,
			fields: { ...parse(bytes.toString(), '&', '=', { maxKeys: 0 }) },
		}),
	);
	scope.addContentTypeParser(
		/^multipart\/form-data/,
		options,
		async (request: FastifyRequest, bytes: Buffer) =>
			fromMultipart(bytes, request.headers['content-type'] ?? ''),
	);
	scope.addContentTypeParser('*', options, async () => emptyBody);
}

function fromJson(bytes: Buffer): Body {
	if (bytes.length === 0) return emptyBody;
	let value: unknown;
	try {
		value = JSON.parse(bytes.toString());
	} catch {
		throw refusals.bad('The body is no valid JSON');
	}
	if (value === null || typeof value !== 'object' || Array.isArray(value)) {
		throw refusals.bad('The body must be a JSON object');
	}
	return { fields: value as Record<string, unknown>, files: {} };
}

async function fromMultipart(bytes: Buffer, type: string): Promise<Body> {
	// The platform's own reader of forms: a Response takes any body with its type.
	const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
		.formData()
		.catch(() => {
			throw refusals.bad('The body is no valid multipart form');
		});
	const fields: Record<string, string | string[]> = {};
	const files: Record<string, { name: string; type: string; bytes: Buffer }> = {};
	for (const name of new Set(form.keys())) {
		const values = form.getAll(name);
		const texts = values.filter((value) => typeof value === 'string');
		const [only] = texts;
		if (texts.length > 0) fields[name] = texts.length === 1 && only !== undefined ? only : texts;
		for (const value of values) {
			if (typeof value === 'string') continue;
			files[name] = {
				name: value.name,
				type: value.type,
				bytes: Buffer.from(await value.arrayBuffer()),
			};
		}
	}
	return { fields, files };
}

/** A field as text; numbers and truth values are taken for their text. Empty counts as absent. */
export function textField({ fields }: Body, name: string): string | undefined {
	const value = fields[name];
	const first: unknown = Array.isArray(value) ? value[0] : value;
	if (typeof first === 'number' || typeof first === 'boolean') return String(first);
	if (first === undefined || first === null || first === '') return undefined;
	if (typeof first !== 'string') throw refusals.bad(`Parameter ${name} must be a text`);
	return first;
}

/** As `textField`, refused when absent. */
export function requiredText(body: Body, name: string): string {
	const text = textField(body, name);
	if (text === undefined || text.trim() === '') throw refusals.missing(name);
	return text;
}

/**
 * A field with several texts: a JSON array, a JSON array as text, the field repeated (with or without `[]`
 * behind its name), or texts joined by a separator: for data URLs the comma before each.
 */
export function listField(
	{ fields }: Body,
	name: string,
	separator: string | RegExp = /,(?=data:)/,
): string[] {
	const value = fields[name] ?? fields[`${name}[]`];
	const items = typeof value === 'string' ? fromText(value, name, separator) : value;
	if (items === undefined || items === null) return [];
	if (!Array.isArray(items) || !items.every((item) => typeof item === 'string')) {
		throw refusals.bad(`Parameter ${name} must be an array of texts`);
	}
	return items;
}

function fromText(text: string, name: string, separator: string | RegExp): unknown {
	if (text.trim() === '') return [];
	if (!text.trimStart().startsWith('[')) return text.split(separator);
	try {
		return JSON.parse(text);
	} catch {
		throw refusals.bad(`Parameter ${name} is no valid JSON array`);
	}
}
