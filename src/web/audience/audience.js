// Keeps the page current, votes without leaving it, and does the task of a new visitor. Without this script the page
// works as well: its forms are sent, and it is loaded anew.
'use strict';
const part = (id) => document.getElementById(id);
const lang = document.documentElement.lang;
let sent = false;

// ---- the task of a new visitor: SHA-256, because the browser's own needs https and is slow for small texts
const K = new Uint32Array(64);
const START = new Uint32Array(8);
{
  let found = 0;
  for (let n = 2; found < 64; n += 1) {
    let prime = true;
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) { prime = false; break; }
    if (!prime) continue;
    const fraction = (x) => ((x - Math.floor(x)) * 0x100000000) >>> 0;
    if (found < 8) START[found] = fraction(Math.sqrt(n));
    K[found] = fraction(Math.cbrt(n));
    found += 1;
  }
}
const words = new Uint32Array(64);
// The first word of the hash of a short text.
const firstWord = (text) => {
  const length = text.length;
  const blocks = Math.ceil((length + 9) / 64);
  const state = Uint32Array.from(START);
  for (let block = 0; block < blocks; block += 1) {
    words.fill(0);
    for (let at = 0; at < 64; at += 1) {
      const place = block * 64 + at;
      const byte = place < length ? text.charCodeAt(place) : place === length ? 0x80 : 0;
      words[at >> 2] |= byte << (24 - (at & 3) * 8);
    }
    if (block === blocks - 1) words[15] = length * 8;
    for (let at = 16; at < 64; at += 1) {
      const a = words[at - 15];
      const b = words[at - 2];
      const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
      const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
      words[at] = words[at - 16] + s0 + words[at - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let at = 0; at < 64; at += 1) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const one = (h + s1 + ((e & f) ^ (~e & g)) + K[at] + words[at]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => { state[at] += word; });
  }
  return state[0];
};
// Timers of a page in the background are slowed down, messages are not.
const rest = () => new Promise((done) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = done;
  port2.postMessage(0);
});
// Solves in short pieces, so that the page stays usable.
const solve = async (text, searches, bits) => {
  const nonces = [];
  for (let search = 0; search < searches; search += 1) {
    for (let nonce = 0; ; nonce += 1) {
      if (nonce % 2_000 === 1_999) await rest();
      if (Math.clz32(firstWord(`${text}.${search}.${nonce}`)) >= bits) { nonces.push(nonce); break; }
    }
  }
  return `${text}:${nonces.join(',')}`;
};

const form = part('ask-form');
const { challenge, searches, bits } = part('votes').dataset;
let proof = null;
// The work starts when a visitor begins to act, not while they only read.
const begin = () => {
  if (challenge) {
    proof ??= solve(challenge, Number(searches), Number(bits)).then((found) => {
      document.querySelectorAll('[name=proof]').forEach((field) => { field.setAttribute('value', found); });
      return found;
    });
  }
  return proof ?? '';
};
// Sends a form once the task is done: not from within its own submit event, where a browser ignores that.
const sendWhenProved = async (wanted, submitter) => {
  await begin();
  await rest();
  wanted.requestSubmit(submitter ?? undefined);
};
if (challenge) {
  if (part('room-code')) part('room-code').hidden = true;
  form?.addEventListener('focusin', begin);
  form?.addEventListener('submit', (event) => {
    if (form.elements.proof.value || form.elements.code?.value) return;
    event.preventDefault();
    part('checking').textContent = form.dataset.checking;
    part('checking').hidden = false;
    // on a very slow phone the code of the hall screen is faster
    setTimeout(() => { if (part('room-code')) part('room-code').hidden = false; }, 10_000);
    sendWhenProved(form, event.submitter);
  });
}
// the microphone is asked for with the task done, too
part('floor-form').addEventListener('submit', (event) => {
  if (!challenge || part('floor-form').elements.proof.value) return;
  event.preventDefault();
  sendWhenProved(part('floor-form'), event.submitter);
});
// a form is sent once, however often the button is pressed
form?.addEventListener('submit', (event) => {
  if (event.defaultPrevented) return;
  if (sent) { event.preventDefault(); return; }
  sent = true;
  setTimeout(() => { sent = false; }, 4_000);
});

// ---- votes
const list = part('list');
const supported = new Set();
const show = (item) => {
  const button = item.querySelector('.support');
  if (!button) return;
  const { number } = item.dataset;
  const on = supported.has(number);
  button.value = `${number}:${on ? 'off' : 'on'}`;
  button.setAttribute('aria-pressed', String(on));
  button.querySelector('.label').textContent = on ? list.dataset.off : list.dataset.on;
};
list?.querySelectorAll('[aria-pressed=true]').forEach((button) => {
  supported.add(button.closest('li').dataset.number);
});
const say = (text) => {
  const notice = part('notice');
  notice.hidden = false;
  notice.className = 'problem';
  notice.setAttribute('role', 'alert');
  notice.replaceChildren(Object.assign(document.createElement('p'), { textContent: text }));
};
list?.addEventListener('click', async (event) => {
  const button = event.target.closest('.support');
  if (!button) return;
  event.preventDefault();
  const item = button.closest('li');
  button.disabled = true;
  const fields = new URLSearchParams(new FormData(part('votes')));
  fields.set('vote', button.value);
  const wanted = button.value.endsWith(':on');
  fields.set('proof', await begin());
  try {
    const response = await fetch('/q/vote', { method: 'POST', body: fields, headers: { accept: 'application/json' } });
    const answer = await response.json();
    if (response.ok) {
      item.querySelector('.count').textContent = answer.votes;
      if (wanted) supported.add(item.dataset.number); else supported.delete(item.dataset.number);
      show(item);
    } else {
      say(answer.problem);
    }
  } catch {
    // the form is sent as without a script, which shows what is wrong
    button.disabled = false;
    part('votes').requestSubmit(button);
    return;
  }
  button.disabled = false;
  button.focus();
});

// ---- what changes
const set = (id, html) => { if (html !== undefined && part(id)) part(id).innerHTML = html; };
let accepts = null;
const apply = (change) => {
  set('now', change.now);
  set('current', change.current);
  if (change.more !== undefined) part('more').textContent = change.more;
  // what was said about a question is old news once its state changes
  if (change.mine !== undefined && accepts !== null && part('notice').className === 'done') part('notice').hidden = true;
  set('mine', change.mine);
  if (change.floor !== undefined) {
    set('floor', change.floor);
    // the phone of a person who is called may be in a pocket
    if (part('floor').querySelector('.call')) {
      navigator.vibrate?.([200, 100, 200]);
      part('floor').scrollIntoView({ block: 'center' });
    }
  }
  for (const [number, html] of Object.entries(change.items ?? {})) {
    const shell = document.createElement('ul');
    shell.innerHTML = html;
    const item = shell.firstElementChild;
    const old = part(`q${number}`);
    const focused = old?.contains(document.activeElement);
    if (old) old.replaceWith(item); else list.append(item);
    show(item);
    if (focused) item.querySelector('.support')?.focus();
  }
  for (const [number, votes] of Object.entries(change.votes ?? {})) {
    const count = part(`q${number}`)?.querySelector('.count');
    if (count) count.textContent = votes;
  }
  if (change.order) {
    const wanted = new Set(change.order.map(String));
    [...list.children].forEach((item) => { if (!wanted.has(item.dataset.number)) item.remove(); });
    // under a finger or the keyboard nothing moves
    if (!list.contains(document.activeElement) && !list.matches(':hover')) {
      change.order.forEach((number) => { const item = part(`q${number}`); if (item) list.append(item); });
    }
  }
  if (change.accepts !== undefined) {
    const text = part('text');
    if (accepts !== null && accepts !== change.accepts && !(text && text.value.trim())) location.reload();
    accepts = change.accepts;
  }
};
const listen = () => {
  const events = new EventSource(`/q/live?lang=${lang}`);
  events.addEventListener('change', (event) => { apply(JSON.parse(event.data)); });
  events.onopen = () => { part('lost').hidden = true; };
  events.onerror = () => {
    part('lost').hidden = false;
    // a browser gives up by itself where something answered in the server's place
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 10_000 + Math.random() * 10_000);
  };
};
// a hidden page is not kept current
let listening = false;
const whenSeen = () => { if (!document.hidden && !listening) { listening = true; listen(); } };
document.addEventListener('visibilitychange', whenSeen);
whenSeen();
if (location.search.includes('done=')) history.replaceState(null, '', `${location.pathname}${location.hash}`);
if (location.hash === '#notice') { part('notice').tabIndex = -1; part('notice').focus(); }
