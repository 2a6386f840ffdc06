/** Its name, and what to do next after a failure where users of a midjourney-proxy server can do more than those of any service. */
export const texts = {
	name: 'Midjourney Proxy',
	advice: {
		queueFull:
			"Wait for tasks to finish. If this comes often, lower 'Tasks at Once' in the credential to what the server's accounts take.",
		expiredButton:
			'Take the button from the task itself (Task > Get shows those it has). Gateways refuse buttons that they do not know, and buttons of old tasks expire.',
		unknownTask:
			'Check the task ID. Servers forget tasks, some with each restart, and gateways show only the tasks of their own users.',
		permission:
			'The key may not do this: at gateways it may be limited to some models, or the server may have no account for this action. Ask its operator.',
		key: "Check 'API Key' in the credential, and 'Send Key As': some servers read it from one header only.",
		notFound:
			"The server does not have this address. Check 'Base URL' in the credential; not every server has every operation.",
		balance: 'Top up the account at the gateway. Nothing was charged for this item.',
	},
} as const;
