import type { IConnections, INode, IWorkflowSettings } from 'n8n-workflow';

/** A workflow as the editor exports it. */
export interface Workflow {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
}
