// Keeps the page current. The server says how much time is left; between two messages the page counts by its own
// monotonic time, whatever the tablet's clock shows.
'use strict';
const part = (id) => document.getElementById(id);
const show = (id, text) => { if (part(id).textContent !== text) part(id).textContent = text; };
// How long each of the event's languages has its turn.
const TURN = 12_000;
// The time is nearly over; the server has the same number.
const SOON = 5 * 60_000;
// A touch right after a line has appeared was meant for what stood there before.
const TOO_SOON = 700;
// The server sends the time every ten seconds.
const SILENCE = 25_000;
const here = location.pathname.replace(/\/$/, '');
const query = new URLSearchParams(location.search);
const theme = query.get('theme');
if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;

let state = null;
let turn = 0;
let over = null;
let heard = performance.now();
let shown = { number: null, since: 0 };
let sending = false;
let failed = false;
let gone = false;
let isLost = false;

const view = () => {
  const chosen = state.views.filter((one) => one.lang === query.get('lang'));
  const views = chosen.length ? chosen : state.views;
  return views[turn % views.length];
};

const pad = (number) => String(number).padStart(2, '0');
const clock = (left) => {
  const seconds = left < 0 ? Math.floor(-left / 1000) : Math.ceil(left / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return (left < 0 ? '+' : '') + (hours ? `${hours}:${pad(minutes)}` : minutes) + `:${pad(seconds % 60)}`;
};

const count = () => {
  if (!state) return;
  const texts = view();
  const left = over === null ? null : over - performance.now();
  let phase = 'none';
  if (state.has_session) {
    phase = 'open';
    if (left !== null) phase = 'left';
    if (left !== null && left <= SOON) phase = 'soon';
    if (left !== null && left < 0) phase = 'over';
  }
  const words = { none: '', open: texts.no_end, left: texts.left, soon: texts.soon, over: texts.over };
  part('clock').className = phase;
  show('phase', words[phase]);
  show('left', phase === 'none' || left === null ? '' : clock(left));
  lost(performance.now() - heard > SILENCE || isLost);
};

const draw = () => {
  if (!state) return;
  const texts = view();
  document.documentElement.lang = texts.lang;
  document.title = `${texts.heading} · ${texts.event}`;
  show('title', texts.event);
  show('hour', texts.hour);
  show('session', texts.session);
  show('until', texts.until);
  show('then', texts.then);
  show('live-heading', texts.live);
  show('about', texts.about);
  show('question', texts.question);
  part('question').classList.toggle('long', texts.question.length > 160);
  document.body.classList.toggle('idle', texts.about === '');
  show('signed', texts.signed);
  show('next-heading', texts.next);
  show('next-about', texts.next_about);
  show('next-question', texts.next_question);
  drawLine(texts);
  count();
};

const drawLine = (texts) => {
  const { line } = state;
  if ((line?.number ?? null) !== shown.number) {
    shown = { number: line?.number ?? null, since: performance.now() };
    failed = false;
  }
  let name = 'none';
  if (line) name = line.is_seen ? 'seen' : 'new';
  part('line').className = name;
  show('line-heading', texts.line_heading);
  show('line-text', texts.line);
  show('seen', texts.seen);
  show('see', texts.see);
  show('see-failed', failed ? texts.see_failed : '');
  part('see').hidden = name !== 'new';
  part('see').setAttribute('aria-disabled', String(sending));
};

part('see').addEventListener('click', async () => {
  const { number, since } = shown;
  if (sending || number === null || performance.now() - since < TOO_SOON) return;
  sending = true;
  failed = false;
  draw();
  try {
    const answer = await fetch(`${here}/seen`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-koze-stage': '1' },
      body: JSON.stringify({ line: number }),
      signal: AbortSignal.timeout(8_000),
    });
    // 410: another line has taken its place, and is shown in a moment
    if (!answer.ok && answer.status !== 410) throw new Error(String(answer.status));
  } catch {
    failed = shown.number === number;
  }
  sending = false;
  draw();
});

const lost = (is) => {
  const texts = state ? view() : null;
  show('lost', texts && (gone ? texts.gone : is ? texts.lost : '') || '');
  document.body.classList.toggle('lost', is || gone);
};

let events = null;
let wait = 2_000;
const listen = () => {
  events?.close();
  heard = performance.now();
  events = new EventSource(`${here}/events`);
  events.addEventListener('state', (event) => {
    const message = JSON.parse(event.data);
    heard = performance.now();
    over = message.left === null ? null : heard + message.left;
    state = message.state;
    isLost = false;
    gone = false;
    wait = 2_000;
    draw();
  });
  events.onerror = () => {
    isLost = true;
    count();
    // A browser gives up by itself where something answered in the server's place, or the address was replaced.
    if (events.readyState === EventSource.CLOSED) {
      fetch(here, { method: 'HEAD', cache: 'no-store' }).then((answer) => {
        gone = answer.status === 404;
        count();
      }).catch(() => {});
      setTimeout(listen, wait);
      wait = Math.min(wait * 2, 30_000);
    }
  };
};
listen();
setInterval(count, 250);
setInterval(() => { turn += 1; draw(); }, TURN);
// a connection that says nothing any more is opened anew
setInterval(() => {
  if (performance.now() - heard > SILENCE * 2 && events.readyState !== EventSource.CLOSED) listen();
}, 5_000);

// The tablet stays awake while the page is in front.
const stayAwake = async () => {
  try { await navigator.wakeLock?.request('screen'); } catch { /* not allowed, or the battery is low */ }
};
document.addEventListener('visibilitychange', () => { if (!document.hidden) stayAwake(); });
stayAwake();
