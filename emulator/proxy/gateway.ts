import type { HttpResponse } from '../httpResponse';
import { submitResponse, type SubmitAnswer } from './answers';
import { checkModel } from './authentication';
import { readRequest, type GatewayRequest } from './gatewayRequest';
import type { EndpointName, ProxyCall, Submit } from './proxyRoute';
import { codes, Refusal, refusals } from './refusal';
import type { GatewayName } from './variant';

type GatewayCall = ProxyCall & { gateway: GatewayName };

/** Buttons whose dialog the gateways know. They do not hide its code. */
const knownDialogs: readonly string[] = ['INPAINT', 'CUSTOM_ZOOM'];

/** Checks a creation, sends it to the server behind, records the task and rewrites the answer. */
export async function passOn(
	call: GatewayCall,
	name: EndpointName,
	submit: Submit,
): Promise<HttpResponse> {
	const request = readRequest(call, name);
	checkModel(call, call.key, request.model);
	checkFunds(call, request);
	const { world, key, gateway } = call;
	const { modalTask } = request;
	const source = modalTask === undefined ? undefined : world.proxy.task(modalTask);
	const freeze = source && world.proxy.records.beforeModal(source);
	const answer = await serverAnswer(behind(call, request), submit);
	const task = Array.isArray(answer.result) ? undefined : world.proxy.task(Number(answer.result));
	if (task && call.fault?.fault !== 'gateway-timeout') {
		const { action, prompt } = request;
		const { description } = answer;
		freeze?.();
		world.proxy.records.add({
			task,
			gateway,
			accountId: key.accountId,
			action,
			prompt,
			description,
		});
	}
	return submitResponse(rewritten(answer, request));
}

const removedFields: readonly string[] = ['notifyHook', 'accountFilter'];

/** The call as the server behind gets it: without callback and filter; at one-hub the filter has the speed. */
function behind(call: GatewayCall, { cost }: GatewayRequest): ProxyCall {
	const { gateway, mode, body } = call;
	const kept = Object.entries(body.fields).filter(([name]) => !removedFields.includes(name));
	const fields = Object.fromEntries(kept);
	const filter = gateway === 'one-hub' && mode !== null && { accountFilter: { modes: [mode] } };
	return { ...call, cost, mode: null, body: { ...body, fields: { ...fields, ...filter } } };
}

/** one-hub sends a creation again as relax if there was no account for fast. */
async function serverAnswer(call: ProxyCall, submit: Submit): Promise<SubmitAnswer> {
	const attempt = async (each: ProxyCall, isRefused: boolean) => {
		if (isRefused) throw refusals.noAccount();
		return await submit(each);
	};
	try {
		return await attempt(call, call.fault?.fault === 'no-account');
	} catch (error) {
		const isMissing = error instanceof Refusal && error.statusCode === codes.notFound;
		const filter = call.body.fields.accountFilter as { modes?: string[] } | undefined;
		if (!isMissing || call.gateway !== 'one-hub' || filter?.modes?.[0] !== 'FAST') throw error;
		const fields = { ...call.body.fields, accountFilter: { modes: ['RELAX'] } };
		return await attempt({ ...call, body: { ...call.body, fields } }, false);
	}
}

function rewritten(answer: SubmitAnswer, { action }: GatewayRequest): SubmitAnswer {
	const isHidden =
		answer.code === codes.queued || (answer.code === codes.modal && !knownDialogs.includes(action));
	return isHidden ? { ...answer, code: codes.accepted } : answer;
}

function checkFunds({ world, key }: GatewayCall, { cost }: GatewayRequest): void {
	const { balance, freeBalance } = world.accounts.account(key.accountId);
	const reserved = world.proxy.records.reserved(key.accountId);
	if (balance + freeBalance < reserved + cost) throw refusals.gateway('quota_not_enough');
}
