import { isObject } from '../model/json';
import { cleanMessage } from './cleanMessage';

const isText = (value: unknown): value is string =>
	typeof value === 'string' && value.trim() !== '';

/** What a response says in words, cleaned; empty where it says nothing. */
export function messageOf(body: unknown): string {
	if (!isObject(body)) return '';
	const nested = isObject(body.error) ? body.error.message : body.error;
	const texts = [body.message, nested, body.msg, body.description, body.detail, body.code];
	return cleanMessage(texts.find(isText) ?? '');
}
