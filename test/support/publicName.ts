import dns from 'node:dns';

type Answer = (error: null, address: string | dns.LookupAddress[], family?: number) => void;

/**
 * Makes a name lead to this machine, for the tests of a file: the emulator can then stand for a service
 * on the internet, whose address is not that of a machine nearby.
 */
export function usePublicName(name: string): string {
	beforeAll(() => {
		const real = dns.lookup;
		const lookup = (host: string, options: dns.LookupOptions, done: Answer) => {
			if (host !== name) return void real(host, options as dns.LookupAllOptions, done as never);
			const found = { address: '127.0.0.1', family: 4 };
			if (options.all) done(null, [found]);
			else done(null, found.address, found.family);
		};
		jest.spyOn(dns, 'lookup').mockImplementation(lookup as typeof dns.lookup);
	});
	afterAll(() => jest.restoreAllMocks());
	return name;
}
