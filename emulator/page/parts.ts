import { buttonsOf } from '../buttons';
import { isFinal, type Task } from '../task';
import { defaultVariants } from '../variants';
import { shownStatus } from '../shownTask';
import { percentAt } from '../wire';
import type { World } from '../world';
import { html, type Html } from './html';

const formatNumber = (value: number) => Math.round(value).toLocaleString('en');
const clockTime = (iso: string) => iso.slice(11, 19);

const fact = (name: string, value: string) =>
	html`<div class="fact"><b>${value}</b><span>${name}</span></div>`;

/** Account, queue, changed variants and armed faults. */
export function accountPart(world: World): Html {
	const { main } = world.accounts;
	const open = world.tasks.unfinished(main).length;
	const defaults = defaultVariants();
	const changed = Object.entries(world.variants).filter(
		([name, value]) => defaults[name as keyof typeof defaults] !== value,
	);
	const armed = world.faults
		.list()
		.map(({ route, fault, times }) => `${fault} on ${route} ×${times}`);
	return html`<div class="facts" id="account" data-live>
		${fact('membership', main.membership)}
		${fact('unfinished tasks', `${open} of ${world.accounts.queueLimit(main)}`)}
		${fact('tokens left', formatNumber(main.balance + main.freeBalance))}
		${fact('tokens charged', formatNumber(world.tasks.stats.tokensCharged))}
		${fact('requests', formatNumber(world.journal.total))}
		${fact('speed', `×${world.settings.speed}`)} ${fact('second wire', world.settings.proxyVariant)}
		${changed.map(([name, value]) => fact(`variant ${name}`, value))}
		${armed.length > 0 && fact('armed faults', armed.join(', '))}
	</div>`;
}

const maxTasks = 24;

/** The newest tasks with their pictures. */
export function tasksPart(world: World): Html {
	const tasks = world.tasks.list().slice(0, maxTasks);
	const cards = tasks.map((task) => taskCard(world, task));
	return html`<div class="tasks" id="tasks" data-live>
		${cards.length > 0 ? cards : html`<p class="soft">No task yet.</p>`}
	</div>`;
}

function taskCard(world: World, task: Task): Html {
	const now = world.clock.now();
	const final = isFinal(task, now);
	const done = final && task.failReason === null;
	const percent = percentAt(task, now);
	const tone = done ? 'good' : final ? 'bad' : 'wait';
	const buttons = done ? buttonsOf(task.buttons, task.jobId) : [];
	const picture = done
		? html`<img src="/_emulator/tasks/${task.id}/picture" alt="Picture of task ${task.id}" />`
		: final
			? '✕'
			: `${percent}%`;
	return html`<article class="task" data-key="${task.id}">
		<div class="picture">${picture}</div>
		<div class="about">
			<div class="row">
				<b>${task.action}</b><span class="pill ${tone}">${shownStatus(world, task, now)}</span>
			</div>
			${!final && html`<div class="bar"><i style="width:${percent}%"></i></div>`}
			<div class="prompt">${task.prompt}</div>
			${final && task.failReason && html`<div class="bad">${task.failReason}</div>`}
			<div class="row">
				<span>#${task.id}</span><span>${task.pool}</span
				><span>${formatNumber(task.cost)} tokens</span>
			</div>
			<div class="buttons">
				${buttons.map(({ emoji, label }) => html`<span>${emoji} ${label}</span>`)}
			</div>
		</div>
	</article>`;
}

const maxRequests = 20;

/** The last requests, newest first. */
export function requestsPart(world: World): Html {
	const rows = [...world.journal.last(maxRequests)].reverse().map(
		(entry) =>
			html`<tr>
				<td>${clockTime(entry.time)}</td>
				<td>${entry.route}</td>
				<td>
					${entry.status ?? 'closed'}${entry.statusCode !== undefined && ` / ${entry.statusCode}`}
				</td>
				<td>${entry.taskId}</td>
				<td>${entry.ms} ms</td>
				<td class="bad">${entry.fault}</td>
				<td class="long soft">${entry.method} ${entry.path}</td>
			</tr>`,
	);
	return table('requests', ['time', 'route', 'status', 'task', 'duration', 'fault', 'path'], rows);
}

const maxCallbacks = 10;

/** The last webhooks, newest first. */
export function callbacksPart(world: World): Html {
	const rows = [...world.callbacks.log.last(maxCallbacks)].reverse().map(
		(entry) =>
			html`<tr>
				<td>${clockTime(entry.time)}</td>
				<td>${entry.taskId}</td>
				<td>${entry.status} ${entry.progress}</td>
				<td>${entry.answered ?? entry.error ?? 'not sent'}</td>
				<td>${entry.ms} ms</td>
				<td class="bad">${entry.fault}</td>
				<td class="long soft">${entry.url}</td>
			</tr>`,
	);
	return table('callbacks', ['time', 'task', 'sent', 'response', 'duration', 'fault', 'URL'], rows);
}

function table(id: string, heads: readonly string[], rows: readonly Html[]): Html {
	const head = html`<tr>
		${heads.map((each) => html`<th>${each}</th>`)}
	</tr>`;
	return html`<div class="scroll" id="${id}" data-live>
		${rows.length > 0
			? html`<table>
					${head}${rows}
				</table>`
			: html`<p class="soft" style="padding:0 12px">None yet.</p>`}
	</div>`;
}
