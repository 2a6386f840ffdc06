import { basename } from 'node:path';
import ts from 'typescript';

/**
 * Metaphors that the code once used as names, by the standard term that replaces them. Only words that have no
 * literal meaning in this code are here.
 */
const metaphorsByTerm = {
	'client, settings, webhook, callback URL': [
		...['Door', 'door', 'Doors', 'doors', 'doorsOf', 'StoringDoor', 'WakeDoor'],
		...['knock', 'knocks', 'knocked', 'knocking'],
	],
	suspension: [
		...['Bed', 'bed', 'makeBed', 'fallAsleep', 'Sleep', 'readSleep', 'wakeUp', 'wake', 'woken'],
		...['asleep', 'startAsleep', 'sleeper', 'sleepers', 'goOn', 'goingOn'],
	],
	'semaphore, dispatcher, concurrency': [
		...['Places', 'createPlaces', 'inLanes', 'lane', 'lanes', 'Gate', 'createGate'],
		...['freed', 'freedSoFar', 'untilFreed', 'oneByOne', 'spared'],
	],
	'poller, poll schedule': [
		...['Sight', 'sight', 'pace', 'untilNextQuestion', 'Learned', 'learned', 'createLearned'],
		...['Asker', 'asker', 'createAsker', 'Question', 'questions', 'Standing', 'standing'],
		...['createStanding', 'Watch', 'startWatch', 'along', 'Awaited', 'Waited', 'patience'],
	],
	'fetch, recovery, ledger': [
		...['Look', 'lookAt', 'lookAgain', 'Settled', 'lostAt', 'setLost', 'recall', 'loseSight'],
		...['Memory', 'Counter', 'isAboutTheKey'],
	],
	'item, output, result': [
		...['Recipient', 'Bearer', 'Wanted', 'Piece', 'Made', 'Produced', 'produce', 'Surroundings'],
		...['givePicture', 'giveWhole', 'giveTiles', 'FoundPicture', 'simplified', 'mentioning'],
		...['isTraceable', 'madeBy', 'isLike', 'onlyKnown', 'justSubmitted', 'unseen', 'Sent'],
		...['MeantModels', 'modelsMeant'],
	],
	'receive, report, response': [
		...['hear', 'hears', 'heard', 'Heard', 'told', 'tell', 'tells', 'turnAway', 'inRounds'],
		...['createFresh', 'createOnce', 'createRecent'],
	],
	'allowed, matching, transient': ['isTrusted', 'isRight', 'isPassing'],
} satisfies Record<string, string[]>;

export const metaphors: ReadonlySet<string> = new Set(Object.values(metaphorsByTerm).flat());

/** Names that a declaration introduces: variables, functions, parameters, types, properties, import aliases. */
function declaredName(node: ts.Node): ts.Node | undefined {
	if (ts.isImportSpecifier(node)) return node.propertyName && node.name;
	if (
		ts.isVariableDeclaration(node) ||
		ts.isBindingElement(node) ||
		ts.isParameter(node) ||
		ts.isFunctionLike(node) ||
		ts.isClassLike(node) ||
		ts.isInterfaceDeclaration(node) ||
		ts.isTypeAliasDeclaration(node) ||
		ts.isTypeParameterDeclaration(node) ||
		ts.isEnumDeclaration(node) ||
		ts.isPropertySignature(node) ||
		ts.isPropertyDeclaration(node) ||
		ts.isPropertyAssignment(node) ||
		ts.isShorthandPropertyAssignment(node) ||
		ts.isImportClause(node) ||
		ts.isNamespaceImport(node)
	) {
		return node.name;
	}
	return undefined;
}

/** Metaphors among the base name of a file and the names that it declares, each with its line. */
export function findMetaphors(path: string, source: string): string[] {
	const found: string[] = [];
	const fileName = basename(path).split('.')[0] ?? '';
	if (metaphors.has(fileName)) found.push(`${path}: ${fileName}`);
	const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest);
	const visit = (node: ts.Node): void => {
		const name = declaredName(node);
		if (name && ts.isIdentifier(name) && metaphors.has(name.text)) {
			const { line } = file.getLineAndCharacterOfPosition(name.getStart(file));
			found.push(`${path}:${line + 1}: ${name.text}`);
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return found;
}
