// Shows the state the server sends, as text and never as markup.
'use strict';
const part = (id) => document.getElementById(id);
const show = (id, text) => { part(id).textContent = text ?? ''; };
// How long each of the event's languages has its turn, at least; a longer line takes longer to find and to read.
const TURN = 12_000;
const FIND_LINE = 4_000;
const READ_CHARACTER = 70;
const here = location.pathname.replace(/\/$/, '');

const theme = new URLSearchParams(location.search).get('theme');
if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;

// The largest of sizes at which all of the text stays on the screen, if one of at least so many
// pixels does.
const shrink = (least) => {
  const { style } = part('question');
  style.fontSize = '';
  let size = parseFloat(getComputedStyle(part('question')).fontSize);
  const fits = () => document.documentElement.scrollHeight <= innerHeight;
  while (!fits() && size * 0.95 >= least) {
    size *= 0.95;
    style.fontSize = `${size}px`;
  }
  return fits();
};
// A long question drives away what stands beside it before it gets small. In a hand one scrolls.
const fit = () => {
  const unit = Math.min(innerWidth / 100, innerHeight * 0.017);
  document.body.classList.remove('tight');
  if (innerWidth <= 640) {
    part('question').style.fontSize = '';
  } else if (!shrink(3.4 * unit)) {
    document.body.classList.add('tight');
    shrink(12);
  }
};
addEventListener('resize', fit);
part('code').addEventListener('load', fit);

// A line of an address may end where it has parts, so that it can be copied from a screen.
const showAddress = (id, address) => {
  part(id).replaceChildren(...address.split(/(?<=[/._])|(?=\?)/).map((text) => {
    const piece = document.createElement('span');
    piece.textContent = text;
    return piece;
  }));
};

let state = null;
let turn = 0;
const draw = () => {
  if (!state) return;
  const view = state.views[turn % state.views.length];
  document.documentElement.lang = view.lang;
  document.title = view.title;
  show('title', view.title);
  show('hour', view.hour);
  show('lost', view.lost);
  // Between two questions the hall reads where in the programme it is.
  const idle = !state.question;
  show('number', idle ? '' : view.number);
  show('votes', idle ? '' : view.votes);
  show('theme', idle ? '' : view.theme);
  show('question', state.question?.line ?? view.session ?? view.next ?? view.title);
  show('signed', state.question?.signed);
  show('speaker', idle ? '' : view.speaker);
  show('thanks', idle ? view.thanks : '');
  show('waiting', idle && view.thanks ? '' : view.waiting);
  show('session', idle ? '' : view.session);
  show('next', idle && !view.session ? '' : view.next);
  document.body.classList.toggle('idle', idle);
  part('ask').hidden = !state.link;
  if (state.link) {
    const code = `${here}/code.svg?${encodeURIComponent(state.link)}`;
    if (part('code').getAttribute('src') !== code) part('code').src = code;
    show('invitation', view.ask);
    show('room-code', view.code);
    showAddress('address', state.address);
    // where the chat with the bot is the address, its link can be typed, too
    showAddress('link', state.address.startsWith('@') ? state.link : state.bot);
  }
  const notice = view.notices[Math.floor(turn / state.views.length) % (view.notices.length || 1)];
  part('notice').hidden = !notice;
  show('notice-label', notice?.label);
  show('notice-text', notice?.text);
  part('soon').hidden = state.upcoming.length === 0;
  show('soon-title', view.soon);
  part('upcoming').replaceChildren(...state.upcoming.map((question, at) => {
    const item = document.createElement('li');
    const number = document.createElement('b');
    number.textContent = view.heads[at];
    item.append(number, question.line);
    return item;
  }));
  fit();
};
const nextTurn = () => {
  const read = part('notice').hidden ? 0 : part('notice-text').textContent.length * READ_CHARACTER + FIND_LINE;
  setTimeout(() => { turn += 1; draw(); nextTurn(); }, Math.max(TURN, read));
};
nextTurn();

// An hour that stands still would be a wrong one.
const lost = (is) => {
  part('lost').hidden = !is;
  document.body.classList.toggle('lost', is);
  fit();
};
let wait = 2_000;
const listen = () => {
  const events = new EventSource(`${here}/events`);
  events.addEventListener('state', (event) => { state = JSON.parse(event.data); draw(); });
  events.onopen = () => { lost(false); wait = 2_000; };
  events.onerror = () => {
    lost(true);
    // A browser gives up by itself where something answered in the server's place, or the server is full: then
    // many try again, and not all at once.
    if (events.readyState === EventSource.CLOSED) {
      setTimeout(listen, wait * (0.5 + Math.random()));
      wait = Math.min(wait * 2, 30_000);
    }
  };
};
listen();
