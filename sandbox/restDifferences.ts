/** What differs between versions of n8n in the REST API that the editor uses. */
export interface RestDifferences {
	/** A manual run sends the whole workflow. Otherwise n8n reads the stored one. */
	runTakesWorkflow: boolean;
	/**
	 * How a workflow is published: by a change of its field `active`, which must be set before; by a request of its own;
	 * or by that request and a status, which is read until all triggers have started.
	 */
	publishing: 'activeField' | 'request' | 'requestAndStatus';
}

/** Those of the sandbox's n8n. */
export const newestRest: RestDifferences = {
	runTakesWorkflow: false,
	publishing: 'requestAndStatus',
};
