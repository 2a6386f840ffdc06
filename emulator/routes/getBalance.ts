import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { refusals } from '../refusals';
import { apiRoute } from './route';

export const getBalance = apiRoute({
	name: 'getBalance',
	paths: [endpoints.balance],
	needs: 'any',
	handle({ world, key }) {
		if (world.variants.balanceKey === 'admin' && !key.isAdmin) throw refusals.notAdmin();
		world.tasks.settle();
		const { balance, freeBalance } = world.accounts.account(key.accountId);
		return { balance: balance.toFixed(2), free_balance: freeBalance.toFixed(2) };
	},
});
