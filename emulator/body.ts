import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parse } from 'node:querystring';
import { apiErrors } from './apiErrors';

/** The parsed body of a request, independent of its encoding. */
export interface Body {
	/** Values of a form are strings. A repeated field is a list of strings. */
	readonly fields: Readonly<Record<string, unknown>>;
	readonly files: Readonly<Record<string, { name: string; type: string; bytes: Buffer }>>;
}

const emptyBody: Body = { fields: {}, files: {} };

/** Maximum size of a body in bytes. Assumed: the service documents no limit. */
export const bodyLimit = 64 * 1024 * 1024;

/** Adds body parsers for JSON, urlencoded and multipart to a fastify scope. Other types give an empty body. */
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
		throw apiErrors.bad('The body is no valid JSON');
	}
	if (value === null || typeof value !== 'object' || Array.isArray(value)) {
		throw apiErrors.bad('The body must be a JSON object');
	}
	return { fields: value as Record<string, unknown>, files: {} };
}

async function fromMultipart(bytes: Buffer, type: string): Promise<Body> {
	// `Response` is the form parser that Node has built in.
	const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
		.formData()
		.catch(() => {
			throw apiErrors.bad('The body is no valid multipart form');
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

/** A field as text. Numbers and booleans are converted. An empty value counts as absent. */
export function textField({ fields }: Body, name: string): string | undefined {
	const value = fields[name];
	const first: unknown = Array.isArray(value) ? value[0] : value;
	if (typeof first === 'number' || typeof first === 'boolean') return String(first);
	if (first === undefined || first === null || first === '') return undefined;
	if (typeof first !== 'string') throw apiErrors.bad(`Parameter ${name} must be a text`);
	return first;
}

/** Like `textField`, but throws if the field is absent. */
export function requiredText(body: Body, name: string): string {
	const text = textField(body, name);
	if (text === undefined || text.trim() === '') throw apiErrors.missing(name);
	return text;
}

/**
 * A field with several texts. Accepted forms: a JSON array, a JSON array as text, a repeated field (with or
 * without `[]` after its name), or one text with separators. The default separator is a comma before a data URL.
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
		throw apiErrors.bad(`Parameter ${name} must be an array of texts`);
	}
	return items;
}

function fromText(text: string, name: string, separator: string | RegExp): unknown {
	if (text.trim() === '') return [];
	if (!text.trimStart().startsWith('[')) return text.split(separator);
	try {
		return JSON.parse(text);
	} catch {
		throw apiErrors.bad(`Parameter ${name} is no valid JSON array`);
	}
}
