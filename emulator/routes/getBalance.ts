import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { apiErrors } from '../apiErrors';
import { apiRoute } from './route';

export const getBalance = apiRoute({
	name: 'getBalance',
	paths: [endpoints.balance],
	needs: 'any',
	handle({ world, key }) {
		if (world.variants.balanceKey === 'admin' && !key.isAdmin) throw apiErrors.notAdmin();
		world.tasks.processEndedTasks();
		const { balance, freeBalance } = world.accounts.account(key.accountId);
		return { balance: balance.toFixed(2), free_balance: freeBalance.toFixed(2) };
	},
});
