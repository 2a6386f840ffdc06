import { jsonResponse } from '../httpResponse';
import { requiredText, type Body } from '../body';
import { apiErrors } from '../apiErrors';
import type { Route } from './route';

/**
 * OpenAI's chat endpoint, to test the credential with something that is not Midjourney, and agents without a model.
 * Unlike the service's own endpoints it requires `Bearer` before the key.
 */
export const chat: Route = {
	name: 'chat',
	method: 'POST',
	paths: ['/v1/chat/completions'],
	handle({ world, authorization, body, entry }) {
		const isBearer = authorization?.startsWith('Bearer ');
		if (!isBearer && world.variants.chatKey === 'bearer') throw apiErrors.unknownKey();
		const key = world.accounts.authenticate(authorization);
		entry.key = key.remark;
		const model = requiredText(body, 'model');
		if (!key.permissions.includes(model)) throw apiErrors.noPermission(model);
		const messages = messagesOf(body);
		const message = textOf(messages.at(-1)?.content);
		const toolCall = toolCallFor(messages, body.fields.tools, entry.n);
		const content = toolCall ? '' : `This is the emulator. You said: ${message}`;
		const [promptTokens, completionTokens] = [countWords(message), countWords(content)];
		return jsonResponse({
			id: `chatcmpl-${entry.n}`,
			object: 'chat.completion',
			created: Math.floor(world.clock.serviceNow() / 1000),
			model,
			choices: [
				{
					index: 0,
					message: {
						role: 'assistant',
						content: toolCall ? null : content,
						...(toolCall && { tool_calls: [toolCall] }),
					},
					finish_reason: toolCall ? 'tool_calls' : 'stop',
				},
			],
			usage: {
				prompt_tokens: promptTokens,
				completion_tokens: completionTokens,
				total_tokens: promptTokens + completionTokens,
			},
		});
	},
	onError: (_call, { statusCode, message }) =>
		jsonResponse(
			{ error: { message, type: 'invalid_request_error', code: statusCode } },
			statusCode,
		),
};

const countWords = (text: string) => text.split(/\s+/).length;

interface Message {
	role?: unknown;
	content?: unknown;
}

function messagesOf({ fields }: Body): Message[] {
	const { messages } = fields;
	if (!Array.isArray(messages) || messages.length === 0) throw apiErrors.missing('messages');
	return messages.map((each: unknown) => (typeof each === 'object' && each ? each : {}));
}

/** A content is a text, or parts of which some are texts. */
const textOf = (content: unknown) =>
	typeof content === 'string' ? content : JSON.stringify(content ?? '');

interface Tool {
	function?: { name?: unknown; parameters?: { properties?: unknown } };
}

/** Calls the first tool with the user's message for each of its texts, until a result of a tool is the last message. */
function toolCallFor(messages: readonly Message[], tools: unknown, n: number) {
	const [tool] = (Array.isArray(tools) ? tools : []) as Tool[];
	const last = messages.at(-1);
	if (typeof tool?.function?.name !== 'string' || last?.role !== 'user') return undefined;
	const names = Object.keys(tool.function.parameters?.properties ?? {});
	const values = Object.fromEntries(names.map((name) => [name, textOf(last.content)]));
	return {
		id: `call_${n}`,
		type: 'function',
		function: { name: tool.function.name, arguments: JSON.stringify(values) },
	};
}
