import dns from 'node:dns';

type LookupCallback = (error: null, address: string | dns.LookupAddress[], family?: number) => void;

/**
 * Resolves a host name to this machine, for the tests of a file. The emulator then has a URL like a
 * service on the internet, and not like a machine in the local network.
 */
export function usePublicName(name: string): string {
	beforeAll(() => {
		const real = dns.lookup;
		const lookup = (host: string, options: dns.LookupOptions, done: LookupCallback) => {
			if (host !== name) return void real(host, options as dns.LookupAllOptions, done as never);
			const local = { address: '127.0.0.1', family: 4 };
			if (options.all) done(null, [local]);
			else done(null, local.address, local.family);
		};
		jest.spyOn(dns, 'lookup').mockImplementation(lookup as typeof dns.lookup);
	});
	afterAll(() => jest.restoreAllMocks());
	return name;
}
