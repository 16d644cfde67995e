// One ticket after the other: each scan is kept on the phone first, sent when there is a network, and shown at once
// from the list where there is none.
import * as camera from '/scan/camera.js';
import { openStore } from '/scan/store.js';
import { HOUR, MINUTE, age, restoreServerTime, serverNow, serverTime, setServerTime, stamp } from '/scan/time.js';

const CODE = /^[CDFGHJKMNPQRTVWXY34679]{8}$/;
const LINK = /^(?:https?:\/\/)?(?:t|telegram)\.me\/(\w+)\/?\?start=t_([\w-]+)$/i;
// Scans of one request.
const BATCH = 20;
// How long a person waits for the server's word before the list decides.
const PATIENCE = 2_500;
const TIMEOUT = 8_000;
const RETRY = 5_000;
const RELOAD_LIST = 10 * MINUTE;
// A list older than this shows no names.
const LIST_MAX_AGE = 24 * HOUR;
const LIST_IS_OLD = HOUR;
// A ticket held before the camera is one scan.
const SAME_TICKET = 4_000;

const part = (id) => document.getElementById(id);
const show = (id, text) => { part(id).textContent = text ?? ''; };
const make = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
const setting = (name) => localStorage.getItem(`koze-${name}`);
const onPress = (id, action) => { part(id).addEventListener('click', action); };
const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

let store;
let texts = {};
let lang = 'fr';
// What the server told of the event: event, title, bot, utc_offset.
let session = null;
let list = null;
let online = false;
let inside = null;
// Scans that no answer came for, by id; an undo that was not sent is one, too.
const queue = new Map();
// Kept scans that turned out not to be all right, for people to look at.
let problems = [];
// The scan that the panel shows, and the last one that can be undone.
let shown = null;
let last = null;
let proof = null;
let isClosed = false;

const t = (id, values = {}) => {
  const text = texts[lang]?.[id] ?? texts.fr?.[id] ?? id;
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
};
const clockText = (at) => {
  const local = new Date(at + (session?.utc_offset ?? 0) * MINUTE);
  const [hours, minutes] = [local.getUTCHours(), String(local.getUTCMinutes()).padStart(2, '0')];
  return lang === 'en' ? `${hours}:${minutes}` : `${hours}h${minutes === '00' ? '' : minutes}`;
};
// An arrival of today: the list may be of the day before.
const dayOf = (at) => Math.floor((at + (session?.utc_offset ?? 0) * MINUTE) / (24 * HOUR));
const isToday = (at) => dayOf(at) === dayOf(serverNow());
const arrival = (attendee) => (attendee?.arrived_at && isToday(attendee.arrived_at) ? attendee.arrived_at : null);
const ageText = (time) => {
  if (time === null) return t('age-unknown');
  if (time < MINUTE) return t('age-now');
  if (time < HOUR) return t('age-minutes', { minutes: Math.floor(time / MINUTE) });
  if (time < 48 * HOUR) return t('age-hours', { hours: Math.floor(time / HOUR) });
  return t('age-days', { days: Math.floor(time / (24 * HOUR)) });
};
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim();
const normalize = (code) => code.replace(/[-\s]/g, '').toUpperCase();
const written = (code) => `${code.slice(0, 4)}-${code.slice(4)}`;

// The server

class Refused extends Error {}
class Malformed extends Error {}

const call = async (method, path, body, timeout = TIMEOUT) => {
  const given = new AbortController();
  const timer = setTimeout(() => { given.abort(); }, timeout);
  try {
    const response = await fetch(path, {
      method,
      body: body && JSON.stringify(body),
      headers: { 'X-Koze-Scan': '1' },
      signal: given.signal,
      cache: 'no-store',
      credentials: 'same-origin',
    });
    if (response.status === 401 || response.status === 403) throw new Refused(String(response.status));
    if (response.status === 400 || response.status === 413) throw new Malformed(String(response.status));
    if (!response.ok) throw new Error(String(response.status));
    const answer = response.status === 204 ? null : await response.json();
    setOnline(true);
    return answer;
  } catch (error) {
    setOnline(error instanceof Refused || error instanceof Malformed);
    throw error;
  } finally {
    clearTimeout(timer);
  }
};

const setOnline = (is) => {
  if (online === is) return;
  online = is;
  drawStatus();
};
const setState = async (state) => {
  const { event, title, bot, utc_offset, language } = state;
  setServerTime(state.now);
  inside = state.inside;
  session = { event, title, bot, utc_offset, language, time: serverTime() };
  if (!setting('lang') && texts[language]) lang = language;
  await store.put('session', session);
  // the list of another event names nobody here
  if (list && list.event !== event) await forgetList();
};
const forgetList = async () => {
  list = null;
  await store.remove('list');
};
const loadList = async () => {
  const loaded = await call('GET', '/scan/list');
  setServerTime(loaded.now);
  list = { event: loaded.event, at: stamp(), now: loaded.now, count: loaded.attendees.length, attendees: loaded.attendees };
  index();
  await store.put('list', list);
  drawStatus();
};
let byCode = new Map();
const index = () => {
  byCode = new Map((list?.attendees ?? []).map((attendee) => [attendee.code, attendee]));
  for (const item of queue.values()) {
    const known = byCode.get(item.code);
    if (known && !item.undo && !item.waits) known.arrived_at = arrival(known) ?? item.at;
  }
};
// The list, where it is young enough to show names.
const names = () => {
  const old = list && age(list.at);
  return list?.attendees.length === list?.count && old !== null && old < LIST_MAX_AGE ? list : null;
};
const find = (code) => (names() ? byCode.get(code) : undefined);

// The session has ended or the role is gone: what names people goes from this phone, what was scanned stays.
const closeFor = async (error) => {
  isClosed = true;
  await forgetList();
  await store.remove('session');
  byCode.clear();
  camera.closeCamera();
  part('results').replaceChildren();
  showResult(null, { state: 'ready' });
  document.body.classList.remove('starting');
  document.body.classList.add('closed');
  part('closed').hidden = false;
  const revoked = error.message === '403';
  show('closed-text', t(revoked ? 'revoked' : proof ? 'link-used' : 'signed-out'));
  show('closed-queue', queue.size > 0 ? t('closed-queue', { count: queue.size }) : '');
  drawStatus();
};

const orClose = (error) => (error instanceof Refused ? closeFor(error) : null);

// The queue

const own = () => [...queue.values()].filter((item) => !session || !item.event || item.event === session.event);
const keep = async (item) => {
  queue.set(item.id, item);
  // where the phone has no room left, the scan lives as long as the page
  await store.put(`scan:${item.id}`, item).catch(() => {});
};
const drop = async (item) => {
  queue.delete(item.id);
  await store.remove(`scan:${item.id}`);
};
const toSend = (item) => ({
  id: item.id, code: item.code, method: item.method, admit: item.admit, age_ms: Math.round(age(item.stamp) ?? 0),
});
const send = async (items, timeout) => {
  for (const item of items) item.tries += 1;
  const { results, now, inside: count } = await call('POST', '/scan/arrivals', { scans: items.map(toSend) }, timeout);
  setServerTime(now);
  inside = count;
  for (const result of results) {
    const item = queue.get(result.id);
    // one that was undone meanwhile waits for that to be sent
    if (item && !item.undo && result.outcome !== 'failed') await settle(item, result);
  }
};
const settle = async (item, result) => {
  await drop(item);
  const known = byCode.get(item.code);
  if (known && result.attendee) Object.assign(known, result.attendee);
  if (known && result.outcome === 'unknown') known.arrived_at = null;
  if (shown?.id === item.id) showAnswer(item, result);
  else if (!['recorded', 'already', 'undone'].includes(result.outcome)) await addProblem(item, result);
};
const addProblem = async (item, result) => {
  const name = result?.attendee?.name ?? written(item.code);
  problems.push({ name, time: item.at, outcome: result?.outcome ?? 'invalid' });
  await store.put('problems', problems);
};

let syncing = null;
const sync = () => {
  syncing ??= doSync().catch(orClose).finally(() => {
    syncing = null;
    drawStatus();
  });
  return syncing;
};
const doSync = async () => {
  if (isClosed) return;
  if (proof) await signIn();
  else await setState(await call('GET', '/scan/state'));
  for (const item of own().filter((waiting) => waiting.undo)) {
    const { inside: count } = await call('POST', '/scan/undo', { id: item.id });
    inside = count;
    await drop(item);
  }
  // those that failed before come last: one of them keeps no other back
  const waiting = own().sort((one, other) => one.tries - other.tries || one.at - other.at);
  for (let from = 0; from < waiting.length; from += BATCH) {
    const batch = waiting.slice(from, from + BATCH).filter((item) => queue.has(item.id) && !item.undo);
    if (batch.length === 0) continue;
    try {
      await send(batch);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      await sendSingly(batch);
    }
  }
  if (!names() || list.event !== session.event || age(list.at) >= RELOAD_LIST) await loadList();
};
const sendSingly = async (batch) => {
  for (const item of batch) {
    try {
      await send([item]);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      await drop(item);
      await addProblem(item);
    }
  }
};

// A scan

const begin = (code, method, admit) => ({
  id: [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
  code, method, admit, event: session?.event ?? '', stamp: stamp(), at: serverNow(), tries: 0,
});
const scan = async (code, method, admit = false) => {
  const twin = own().find((item) => item.code === code && isToday(item.at) && !item.undo && (!item.waits || !admit));
  if (twin) {
    shown = twin;
    return showKept(twin, true);
  }
  const item = begin(code, method, admit);
  const known = find(code);
  shown = item;
  // somebody on the waitlist is kept, too: a seat may have been given since the list was made
  const before = arrival(known);
  item.waits = Boolean(known && !known.has_seat && !before && !admit);
  showResult(item, { state: 'checking', word: t('checking'), name: known?.name });
  await keep(item);
  if (online) {
    await send([item], PATIENCE).catch(async (error) => {
      if (error instanceof Refused) return closeFor(error);
      if (error instanceof Malformed) {
        await drop(item);
        showResult(item, { state: 'no', word: t('not-ticket') });
      }
    });
  }
  if (isClosed) return null;
  if (queue.has(item.id)) {
    if (shown?.id === item.id) showKept(item, before !== null, before);
    if (known && !item.waits) known.arrived_at = before ?? item.at;
    sync();
  }
  drawStatus();
  return null;
};
// What the list says of a scan that was kept.
const showKept = (item, isRepeated, before) => {
  const known = find(item.code);
  const base = known ? person(known) : {};
  if (item.waits) {
    showResult(item, { ...base, state: 'wait', word: t('waiting'), admit: true });
  } else if (isRepeated) {
    const time = clockText(before ?? item.at);
    showResult(item, { ...base, name: base.name ?? written(item.code), state: 'wait', word: t('already'), detail: t('since', { time }) });
  } else if (!names()) {
    last = item;
    showResult(item, { state: 'wait', word: t('kept-unnamed'), name: written(item.code), detail: t('kept') });
  } else if (!known) {
    last = item;
    showResult(item, { state: 'wait', word: t('not-on-list'), name: written(item.code), detail: t('kept') });
  } else {
    last = item;
    showResult(item, { ...base, state: 'in', word: t('in'), detail: t('kept') });
  }
};
// What the server said of a scan.
const showAnswer = (item, { outcome, at, attendee }) => {
  const base = attendee ? person(attendee) : {};
  if (outcome === 'recorded') {
    last = item;
    showResult(item, { ...base, state: 'in', word: t('in'), detail: t('at', { time: clockText(at) }) });
  } else if (outcome === 'already') {
    showResult(item, { ...base, state: 'wait', word: t('already'), detail: t('since', { time: clockText(at) }) });
  } else if (outcome === 'waiting') {
    showResult(item, { ...base, state: 'wait', word: t('waiting'), admit: true });
  } else if (outcome === 'too-early') {
    showResult(item, { ...base, state: 'wait', word: t('too-early') });
  } else if (outcome === 'undone') {
    showResult(item, { ...base, state: 'ready', word: t('undone') });
  } else {
    showResult(item, { state: 'no', word: t('unknown'), name: written(item.code) });
  }
};
const person = (attendee) => ({ name: attendee.name, who: describe(attendee), needs: attendee.needs, help: attendee.help });
const describe = (attendee) => {
  const category = t(`category-${attendee.category.replaceAll('_', '-')}`);
  return attendee.organisation ? `${category} · ${attendee.organisation}` : category;
};

const SIGNS = { ready: '', checking: '…', in: '✓', wait: '!', no: '✕' };
const showResult = (item, result) => {
  shown = item;
  part('panel').dataset.state = result.state;
  show('sign', SIGNS[result.state]);
  show('word', result.word ?? t('ready'));
  show('name', result.name);
  part('name').classList.toggle('long', (result.name ?? '').length > 24);
  show('who', result.who);
  show('detail', result.detail);
  show('needs', result.needs ? t('needs', { needs: result.needs }) : '');
  show('help', result.help?.map((id) => t(id)).join('\n'));
  part('needs').hidden = !result.needs;
  part('admit').hidden = !result.admit;
  show('admit', t('admit'));
  part('panel').scrollTop = 0;
  part('panel').scrollIntoView({ block: 'nearest' });
  if (['in', 'wait', 'no'].includes(result.state)) signal(result.state);
  drawStatus();
};
let audio = null;
const signal = (state) => {
  const times = { in: 1, wait: 2, no: 3 }[state];
  if (setting('vibrate')) navigator.vibrate?.(Array(2 * times - 1).fill(120));
  if (!setting('sound')) return;
  audio ??= new AudioContext();
  for (let beep = 0; beep < times; beep += 1) {
    const tone = audio.createOscillator();
    tone.frequency.value = { in: 880, wait: 560, no: 300 }[state];
    tone.connect(audio.destination);
    tone.start(audio.currentTime + beep * 0.18);
    tone.stop(audio.currentTime + beep * 0.18 + 0.1);
  }
};

let seen = { text: '', at: 0 };
const read = (text) => {
  const isSame = seen.text === text && performance.now() - seen.at < SAME_TICKET;
  seen = { text, at: performance.now() };
  if (!isSame && !isClosed) judge(text, 'scan');
};
const judge = (text, method) => {
  const link = LINK.exec(text.trim());
  const code = normalize(link ? link[2] : text);
  if (!CODE.test(code)) {
    showResult({ id: '' }, { state: 'no', word: t('not-ticket') });
  } else if (link && session?.bot && link[1].toLowerCase() !== session.bot.toLowerCase()) {
    showResult({ id: '' }, { state: 'no', word: t('other-event'), name: written(code) });
  } else {
    scan(code, method);
  }
};

onPress('admit', async () => {
  const item = shown;
  if (!item?.code) return;
  // the kept scan without the word gives way to the one with it
  if (queue.has(item.id)) await drop(item);
  await scan(item.code, item.method, true);
});
onPress('undo', async () => {
  const item = last;
  last = null;
  if (!item) return;
  const known = byCode.get(item.code);
  if (known) known.arrived_at = null;
  if (queue.has(item.id) && item.tries === 0) {
    await drop(item);
    return showResult(null, { state: 'ready', word: t('undone'), name: known?.name });
  }
  // it may have been received: undoing goes the same way, and is kept like a scan
  item.undo = true;
  await keep(item);
  try {
    const { outcome, inside: count } = await call('POST', '/scan/undo', { id: item.id }, PATIENCE);
    inside = count;
    await drop(item);
    const id = outcome === 'undone' ? 'undone' : 'undo-too-late';
    showResult(null, { state: 'ready', word: t(id), name: known?.name });
  } catch (error) {
    if (error instanceof Refused) return closeFor(error);
    showResult(null, { state: 'ready', word: t('undone'), name: known?.name, detail: t('kept') });
  }
  return drawStatus();
});

// Typing

const matches = (typed) => {
  const words = fold(typed).split(' ').filter(Boolean);
  const fits = ({ name }) => {
    const parts = fold(name).split(' ');
    return words.every((word) => parts.some((start) => start.startsWith(word)));
  };
  return words.join('').length < 2 ? [] : (names()?.attendees ?? []).filter(fits).slice(0, 8);
};
const drawResults = () => {
  const typed = part('typed').value;
  const found = CODE.test(normalize(typed)) ? [] : matches(typed);
  document.body.classList.toggle('searching', found.length > 0);
  part('results').replaceChildren(...found.map((attendee) => {
    const button = make('button', attendee.name);
    const since = arrival(attendee) ? ` · ✓ ${clockText(attendee.arrived_at)}` : '';
    button.append(make('small', describe(attendee) + since));
    button.addEventListener('click', () => { clearTyped(); scan(attendee.code, 'search'); });
    const item = make('li');
    item.append(button);
    return item;
  }));
};
const clearTyped = () => {
  part('typed').value = '';
  part('typed').blur();
  drawResults();
};
part('typed').addEventListener('input', () => {
  // the next person: the last verdict must not stand beside another name
  if (part('typed').value && part('panel').dataset.state !== 'ready') showResult(null, { state: 'ready' });
  drawResults();
});
part('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const typed = part('typed').value.trim();
  if (LINK.test(typed) || CODE.test(normalize(typed))) {
    clearTyped();
    judge(typed, 'code');
  } else if (typed && matches(typed).length === 0) {
    const id = names() ? 'no-match' : 'no-list';
    showResult({ id: '' }, { state: 'no', word: t(id), name: typed });
  }
});

// The page

const drawStatus = () => {
  show('title', session?.title[lang] ?? session?.title.fr ?? t('title'));
  document.documentElement.lang = lang;
  show('network', t(online ? 'online' : 'offline'));
  part('network').classList.toggle('off', !online);
  const more = own().filter((item) => !item.undo && !item.waits).length;
  const count = inside === null ? '–' : more > 0 ? `${inside} + ${more}` : inside;
  part('inside').replaceChildren(make('b', count), t('inside'));
  const waiting = own();
  const ages = waiting.map((item) => age(item.stamp) ?? 0);
  part('queue').hidden = waiting.length === 0;
  show('queue', waiting.length > 0 ? t('queue', { count: waiting.length, age: ageText(Math.max(...ages)) }) : '');
  const listAge = list ? age(list.at) : null;
  const values = { age: ageText(listAge), time: list ? clockText(list.now) : '', count: list?.count };
  show('list-age', list ? t('list', values) : t('no-list'));
  const notices = [];
  if (!isSecureContext) notices.push(t('insecure'));
  if (list && !names()) notices.push(t('list-too-old', values));
  else if (list && listAge >= LIST_IS_OLD) notices.push(t('list-old', values));
  if (problems.length > 0) notices.push(t('problems', { count: problems.length }));
  part('notice').hidden = notices.length === 0;
  show('notice', notices.join(' '));
  part('undo').disabled = !last;
  show('undo', t('undo'));
  drawCameraText();
};
let cameraState = 'closed';
const drawCameraText = () => {
  const id = {
    closed: '', missing: 'camera-missing', refused: 'camera-refused', open: 'camera-aim',
  }[cameraState];
  show('camera-text', id ? t(id) : '');
  part('aim').hidden = part('video').hidden = cameraState !== 'open';
  part('camera').classList.toggle('filming', cameraState === 'open');
  part('camera-start').hidden = cameraState === 'open';
  part('popup').hidden = !camera.hasPopup();
};
const drawLabels = () => {
  const labels = {
    'typed-label': 'type', go: 'go', menu: 'menu', close: 'close', refresh: 'refresh',
    leave: 'leave', 'sound-label': 'sound', 'vibrate-label': 'vibrate', 'settings-title': 'menu',
    'camera-start': 'camera-start', popup: 'popup', torch: 'torch', 'problems-done': 'problems-done',
  };
  for (const [id, text] of Object.entries(labels)) show(id, t(text));
  document.title = t('title');
  part('languages').replaceChildren(...Object.keys(texts).map((code) => {
    const button = make('button', texts[code]['language-name']);
    button.lang = code;
    button.setAttribute('aria-pressed', String(code === lang));
    button.addEventListener('click', () => {
      lang = code;
      localStorage.setItem('koze-lang', code);
      drawLabels();
      if (part('panel').dataset.state === 'ready') showResult(null, { state: 'ready' });
      drawStatus();
    });
    return button;
  }));
};

const startCamera = async () => {
  cameraState = await camera.openCamera();
  part('torch').hidden = !camera.hasTorch();
  drawCameraText();
};
onPress('camera-start', startCamera);
onPress('torch', async () => {
  const on = part('torch').getAttribute('aria-pressed') !== 'true';
  await camera.setTorch(on).catch(() => {});
  part('torch').setAttribute('aria-pressed', String(on));
});
onPress('popup', () => { camera.openPopup(t('camera-aim')); });

const watch = async () => {
  while (!isClosed) {
    const isHidden = document.hidden || part('settings').open;
    const text = isHidden ? null : await camera.readPicture();
    if (text) read(text);
    if (cameraState === 'open' && !camera.isOpen() && !document.hidden) await startCamera();
    await pause(150);
  }
};

const PROBLEMS = { waiting: 'waiting', 'too-early': 'too-early', invalid: 'not-ticket' };
onPress('menu', () => {
  part('problems').hidden = problems.length === 0;
  show('problems-title', t('problems-title'));
  part('problem-list').replaceChildren(...problems.map(({ name, time, outcome }) => (
    make('li', `${name} · ${clockText(time)} · ${t(PROBLEMS[outcome] ?? 'unknown')}`)
  )));
  const foreign = queue.size - own().length;
  part('foreign').hidden = foreign === 0;
  show('foreign', t('foreign', { count: foreign }));
  part('settings').showModal();
});
onPress('close', () => { part('settings').close(); });
onPress('problems-done', async () => {
  problems = [];
  await store.remove('problems');
  part('settings').close();
  drawStatus();
});
onPress('refresh', async () => {
  part('settings').close();
  await loadList().catch(orClose);
});
onPress('leave', async () => {
  await sync();
  if (queue.size > 0) {
    show('leave', t('leave-unsent', { count: queue.size }));
    return;
  }
  await call('POST', '/scan/leave').catch(() => {});
  await store.clear();
  part('settings').close();
  await closeFor(new Refused('401'));
});
for (const id of ['sound', 'vibrate']) {
  part(id).checked = Boolean(setting(id));
  part(id).addEventListener('change', () => {
    localStorage.setItem(`koze-${id}`, part(id).checked ? '1' : '');
    signal('in');
  });
}

// Opening

// What the address brings behind #: the secret of a link, or what Telegram signed. It leaves the address at once.
const takeProof = () => {
  const hash = location.hash.slice(1);
  const signed = new URLSearchParams(hash).get('tgWebAppData');
  history.replaceState(null, '', '/scan');
  if (/^[0-9a-f]{32}$/.test(hash)) return { secret: hash };
  return signed ? { init_data: signed } : null;
};
const signIn = async () => {
  try {
    await setState(await call('POST', '/scan/session', proof));
  } catch (error) {
    if (!(error instanceof Refused) || error.message !== '401') throw error;
    // a link that was used on this very phone
    await setState(await call('GET', '/scan/state'));
  }
  proof = null;
};
const restore = async () => {
  session = await store.get('session');
  if (session) {
    restoreServerTime(session.time);
    if (texts[session.language]) lang = session.language;
  }
  list = await store.get('list');
  problems = (await store.get('problems')) ?? [];
  for (const name of await store.names()) {
    const item = name.startsWith('scan:') ? await store.get(name) : null;
    if (item) queue.set(item.id, item);
  }
  if (list && session && list.event !== session.event) await forgetList();
  index();
};
const forgetOldList = async () => {
  const old = list && age(list.at);
  if (!list?.attendees.length || (old !== null && old < LIST_MAX_AGE)) return;
  // its age is still said; the names are gone
  list.attendees = [];
  byCode.clear();
  await store.put('list', list);
};
const loop = async () => {
  for (let turn = 0; !isClosed; turn += 1) {
    await pause(RETRY);
    await forgetOldList();
    if (!online || queue.size > 0 || turn % 3 === 0) await sync();
    else drawStatus();
  }
};
const start = async () => {
  proof = takeProof();
  const language = setting('lang') ?? navigator.language.slice(0, 2);
  navigator.serviceWorker?.register('/scan/worker.js', { scope: '/scan' }).catch(() => {});
  camera.listenToTelegram((text) => { camera.closePopup(); read(text); });
  [texts, store] = await Promise.all([fetch('/scan/texts.json').then((response) => response.json()), openStore()]);
  await restore();
  lang = setting('lang') ?? (session ? lang : texts[language] ? language : 'fr');
  await forgetOldList();
  drawLabels();
  showResult(null, { state: 'ready' });
  await sync();
  drawLabels();
  if (isClosed) return;
  if (!session && !proof) {
    await closeFor(new Refused('401'));
    return;
  }
  document.body.classList.remove('starting');
  if (part('panel').dataset.state === 'ready') showResult(null, { state: 'ready' });
  addEventListener('online', sync);
  addEventListener('offline', () => { setOnline(false); });
  const stayAwake = () => navigator.wakeLock?.request('screen').catch(() => {});
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return;
    stayAwake();
    sync();
  });
  stayAwake();
  startCamera();
  loop();
  watch();
};
start();
