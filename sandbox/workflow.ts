import type { IConnections, INode, IWorkflowSettings } from 'n8n-workflow';

/** A workflow in the editor's export format. */
export interface Workflow {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
}
