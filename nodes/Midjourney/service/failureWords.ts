/**
 * Words by which the messages of services are recognised, in English and Chinese. None of them is documented.
 * Source: midjourney-proxy and its relatives, public clients, common gateways; read 2026-11.
 */
export const failureWords = {
	/** Something behind the service failed: a request of its own, or a call of the webhook. */
	upstream:
		/time[d]?[ -]?out|\bE(CONN|PIPE|TIMEDOUT|AI_AGAIN|NOTFOUND|HOSTUNREACH|NETUNREACH)\w*|fetch failed|socket hang ?up|network (error|failure)|\b(status|http|code)( code)?[ :=]*5\d\d\b|bad gateway|gateway error|abort(ed|error)|connection (was |has been )?(reset|closed|refused|lost|broken)|disconnect\w* before|upstream (error|connect|request|server|service)|internal (server )?error|(hook|callback)\b.*(unreachable|inaccessible|(not|never|n't|unable to|failed to) (be )?(reach|respond|answer|connect|call|deliver|resolve|access)\w*|connection refused|no (answer|response))|(not|n't|unable to|failed to) (reach|connect|call|deliver|notify|resolve|access)\b.*(hook|callback)|超时|网络(错误|异常)|连接(失败|重置|断开)|内部错误|回调.*(失败|不可达|无法)/i,
	moderation:
		/\b(banned|blocked|prohibited|sensitive|inappropriate)\b.*\b(prompt|words?|content|phrase|term|image|image|text)|(prompt|words?|content|image|image|text)\b.*\b(banned|blocked|prohibited|flagged|sensitive|inappropriate)|^banned|moderat|blocked by (our|the) |content polic|\bnsfw\b|敏感|违规|违禁|审核/i,
	queueFull:
		/queue\b.*\b(full|limit)|\bfull\b.*\bqueue|unfinished (tasks?|jobs?)|too many .*\b(running|concurrent|unfinished|pending|active|parallel|queued|tasks|jobs)\b|concurren\w+.*\b(limit|exceed|reach|maxim|full)|(limit|maximum|max|exceed\w*).*\b(concurren\w+|parallel|simultaneous\w*|running|unfinished|active|pending)|\b(task|job)s? limit|(tasks?|jobs?)\b.*\b(at once|at a time|at the same time|simultaneously|in parallel)|wait (for|until)\b.*\b(tasks?|jobs?|generations?)\b.*\b(finish|complete|end|done)|(no|all)\b.*\b(slots?|accounts?|instances?|channels?)\b.*\b(free|idle|available|busy|full|occupied|in use|used)|no (free|idle|available) \w*\s?(slots?|accounts?|instances?)|队列.*(满|上限)|排队.*(满|上限|过多)|并发.*(上限|限制|已满|超)|任务.*(上限|已满|过多|太多)|(上限|最多|同时).*任务|等待.*任务.*(完成|结束)|无可用的?账号/i,
	wrongPool:
		/(pool|task ?type|\btype\b).*(mismatch|differ|does not match|same)|mismatch.*(pool|type)/i,
	expiredButton: /custom ?id|button|action .*(expired|not (available|offered|found))/i,
	tooLarge: /too large|payload size|entity too large/i,
	unknownTask:
		/task\b.*(not found|not exist|unknown|no such|belong)|(no such|unknown|invalid) task|任务.*不存在/i,
	balance:
		/insufficient[ _](balance|quota|funds)|quota[ _]not[ _]enough|balance (is )?(too low|not enough)|余额不足|额度不足/i,
	permission: /permission|not allowed to use|权限/i,
	key: /(invalid|wrong|unknown|expired|disabled)\b.*\b(api[ -]?key|token)|(api[ -]?key|token)\b.*\b(invalid|wrong|unknown|expired|disabled|not found)|unauthori[sz]ed/i,
	rateLimit: /rate limit|too many requests/i,
	gone: /^(route|cannot) .*(get|post)\b.*|no such (route|endpoint)/i,
} as const satisfies Readonly<Record<string, RegExp>>;
