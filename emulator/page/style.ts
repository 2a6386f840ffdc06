export const style = `
:root { color-scheme: light dark; --back: #f4f5f8; --card: #fff; --line: #dfe2ea; --text: #1c2030; --soft: #6a7186;
  --accent: #4b56d2; --good: #1a8754; --bad: #c8324a; --wait: #b7791f; }
@media (prefers-color-scheme: dark) { :root { --back: #12141c; --card: #1c1f2b; --line: #2d3244; --text: #e8eaf2;
  --soft: #98a0b8; --accent: #8d96ff; --good: #4cc38a; --bad: #ff7a8c; --wait: #e6b450; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.45 system-ui, sans-serif; }
main { max-width: 1240px; margin: 0 auto; padding: 24px 20px 48px; }
h1 { font-size: 22px; margin: 0; } h2 { font-size: 16px; margin: 32px 0 10px; }
.soft { color: var(--soft); } code { font-size: 13px; }
.facts { display: flex; flex-wrap: wrap; gap: 10px; margin-top: 16px; }
.fact { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 8px 14px; min-width: 130px; }
.fact b { display: block; font-size: 18px; } .fact span { color: var(--soft); font-size: 13px; }
.tasks { display: grid; gap: 14px; grid-template-columns: repeat(auto-fill, minmax(270px, 1fr)); }
.task { background: var(--card); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; display: flex; flex-direction: column; }
.picture { height: 200px; background: var(--line); display: grid; place-items: center; color: var(--soft); font-size: 26px; }
.picture img { width: 100%; height: 200px; object-fit: contain; display: block; }
.about { padding: 10px 14px 14px; display: grid; gap: 6px; }
.prompt { overflow-wrap: anywhere; display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; }
.row { display: flex; justify-content: space-between; gap: 8px; font-size: 13px; color: var(--soft); }
.bar { height: 6px; border-radius: 3px; background: var(--line); overflow: hidden; }
.bar i { display: block; height: 100%; background: var(--accent); }
.pill { font-size: 12px; font-weight: 600; } .good { color: var(--good); } .bad { color: var(--bad); } .wait { color: var(--wait); }
.buttons { display: flex; flex-wrap: wrap; gap: 4px; }
.buttons span { border: 1px solid var(--line); border-radius: 6px; padding: 1px 7px; font-size: 12px; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { text-align: left; padding: 6px 12px; border-top: 1px solid var(--line); white-space: nowrap; }
tr:first-child > * { border-top: 0; } th { color: var(--soft); font-weight: 500; }
td.long { max-width: 440px; overflow: hidden; text-overflow: ellipsis; }
`;

/** Script that reloads the page every second and replaces only the changed parts, so that pictures do not flicker. */
export const refresh = `
const swap = (now, next) => {
  if (now.outerHTML === next.outerHTML) return;
  const parts = next.querySelectorAll(':scope > [data-key]');
  if (parts.length === 0) { now.replaceWith(next); return; }
  const old = new Map([...now.children].map((each) => [each.dataset.key, each]));
  const kept = [...next.children].map((each) => {
    const same = old.get(each.dataset.key);
    return same && same.outerHTML === each.outerHTML ? same : each;
  });
  now.replaceChildren(...kept);
};
setInterval(async () => {
  if (document.hidden) return;
  const response = await fetch(location.href).catch(() => undefined);
  document.body.classList.toggle('away', !response);
  if (!response) return;
  const next = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const each of next.querySelectorAll('[data-live]')) {
    const now = document.getElementById(each.id);
    if (now) swap(now, each);
  }
}, 1000);
`;
