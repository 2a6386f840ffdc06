import { unfinishedTasks } from './accountLimits';

const { regular, vip, premium } = unfinishedTasks;

/** Its name, and what to do next after a failure where OhMyGPT's users can do more than those of any service. */
export const texts = {
	name: 'OhMyGPT',
	advice: {
		queueFull: `An account may have ${regular} (Regular), ${vip} (VIP) or ${premium} (Premium) unfinished tasks. Wait for tasks to finish, and check that 'Membership' in the credential is the account's own.`,
		wrongPool: 'A task is continued in the pool, FAST or NORMAL, that it was created in.',
		balance:
			'Top up the account, or use NORMAL mode, which costs half. Nothing was charged for this item.',
		permission:
			"Tick the Midjourney permission for this key in OhMyGPT's console; managing keys and reading the account may need an administrator key.",
		key: "Check 'API Key' in the credential: copy the key again from OhMyGPT's console and check that it has not expired or been disabled.",
		unreachable:
			"Check this machine's connection to the internet, and 'Base URL' in the credential if 'Custom Hosts' is on; OhMyGPT has alternative hosts.",
	},
} as const;
