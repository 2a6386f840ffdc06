import { textField, type Body } from '../body';
import type { EndpointName, ProxyCall } from './proxyRoute';
import { refusals } from './refusal';

/** What a gateway reads of a request before it passes it on. */
export interface GatewayRequest {
	/** The gateway's word for the action. */
	action: string;
	/** Name by which the owner sets the price and limits keys. */
	model: string;
	/** Text of the request; for an action the text of its source. */
	prompt: string;
	/** Price in tokens. */
	cost: number;
	/** The task that a modal call confirms. */
	modalTask?: number;
}

/** The gateways' words for buttons, by a part of the customId. Other buttons are refused. */
const actionWords: ReadonlyArray<readonly [RegExp, string]> = [
	[/::upsample/, 'UPSCALE'],
	[/::variation/, 'VARIATION'],
	[/::high_variation/, 'HIGH_VARIATION'],
	[/::low_variation/, 'LOW_VARIATION'],
	[/::reroll/, 'REROLL'],
	[/::pan_/, 'PAN'],
	[/^MJ::Outpaint/, 'ZOOM'],
	[/^MJ::CustomZoom/, 'CUSTOM_ZOOM'],
	[/^MJ::Inpaint/, 'INPAINT'],
];

const actionOfEndpoint: Partial<Record<EndpointName, string>> = {
	imagine: 'IMAGINE',
	blend: 'BLEND',
	describe: 'DESCRIBE',
	shorten: 'SHORTEN',
	modal: 'MODAL',
	edit: 'EDITS',
	video: 'VIDEO',
	upload: 'UPLOAD',
};

/** Assumed prices in tokens. A dialog that a modal call must confirm is free. */
const usualPrice = 20_000;
const prices: Readonly<Record<string, number>> = {
	UPSCALE: 4000,
	DESCRIBE: 4000,
	SHORTEN: 4000,
	UPLOAD: 0,
	INPAINT: 0,
	CUSTOM_ZOOM: 0,
};

const requested = (action: string, prompt: string): GatewayRequest => ({
	action,
	model: `mj_${action.toLowerCase()}`,
	prompt,
	cost: prices[action] ?? usualPrice,
});

/** Reads a creation. Throws the gateway's refusal of a request that it cannot pass on. */
export function readRequest(call: ProxyCall, name: EndpointName): GatewayRequest {
	const { body } = call;
	const prompt = textField(body, 'prompt') ?? '';
	switch (name) {
		case 'imagine':
			if (prompt === '') throw refusals.gateway('prompt_is_required');
			return requested('IMAGINE', prompt);
		case 'runAction':
			return requested(buttonAction(body), sourcePrompt(call));
		// The text of a simple change is not read: it counts as a change without a task.
		case 'change':
		case 'simpleChange':
			return requested(changeAction(body), sourcePrompt(call));
		case 'modal':
			return { ...requested('MODAL', prompt), modalTask: recordOf(call).task.id };
		default:
			return requested(actionOfEndpoint[name] ?? '', prompt);
	}
}

function buttonAction(body: Body): string {
	const customId = textField(body, 'customId');
	if (customId === undefined) throw refusals.gateway('custom_id_is_required');
	const word = actionWords.find(([pattern]) => pattern.test(customId))?.[1];
	if (word === undefined) throw refusals.gateway(`unknown_action:${customId}`);
	return word;
}

function changeAction(body: Body): string {
	if (textField(body, 'taskId') === undefined) throw refusals.gateway('task_id_is_required');
	const action = textField(body, 'action');
	if (action === undefined) throw refusals.gateway('action_is_required');
	if (Number(textField(body, 'index') ?? 0) === 0) throw refusals.gateway('index_is_required');
	return action;
}

/** The record of the task that the request names, if it is the account's own. */
function recordOf({ world, body, key }: ProxyCall) {
	const taskId = textField(body, 'taskId');
	if (taskId === undefined) throw refusals.gateway('task_id_is_required');
	const record = world.proxy.records.of(Number(taskId), key.accountId);
	if (!record) throw refusals.gateway('task_not_found');
	return record;
}

/** By its own record, which the poll may not have refreshed yet. */
function sourcePrompt(call: ProxyCall): string {
	const record = recordOf(call);
	const { status } = call.world.proxy.records.fields(record);
	if (status !== 'SUCCESS') throw refusals.gateway('task_status_not_success');
	return record.prompt;
}
