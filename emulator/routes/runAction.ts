import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { requiredText, textField } from '../body';
import { buttonsOf } from '../buttons';
import { apiErrors } from '../apiErrors';
import { isFinal } from '../task';
import { createTask, creationRoute, poolOf } from './creation';
import { actionPlan } from './actionPlan';
import { ownTask } from './get';
import { readPicture } from './pictureFields';

export const runAction = creationRoute({
	name: 'runAction',
	paths: [endpoints.action],
	async handle(call) {
		const { world, body } = call;
		const source = ownTask(call);
		if (!source) throw apiErrors.unknownTask();
		const customId = requiredText(body, 'customId');
		if (!isFinal(source, world.clock.now())) throw apiErrors.unfinishedTask();
		if (poolOf(call) !== source.pool) throw apiErrors.otherPool(source.pool);
		const offered = source.failReason === null ? buttonsOf(source.buttons, source.jobId) : [];
		const button = offered.find((each) => each.customId === customId);
		if (!button) throw apiErrors.unknownButton();
		if (button.name === 'Vary (Region)') {
			const mask = textField(body, 'base64Mask');
			if (mask === undefined) throw apiErrors.noMask();
			await readPicture(world, mask, 'base64Mask');
		}
		return await createTask(
			call,
			actionPlan(world, source, button.name, textField(body, 'prompt')),
		);
	},
});
