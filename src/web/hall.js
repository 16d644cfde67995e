// Shows the state the server sends, as text and never as markup.
'use strict';
const part = (id) => document.getElementById(id);
const show = (id, text) => { part(id).textContent = text ?? ''; };
// How long each of the event's languages has its turn.
const TURN = 12_000;
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

let state = null;
let turn = 0;
const draw = () => {
  if (!state) return;
  const view = state.views[turn % state.views.length];
  document.documentElement.lang = view.lang;
  document.title = view.title;
  show('title', view.title);
  show('hour', view.hour);
  show('waiting', view.waiting);
  show('lost', view.lost);
  // Between two questions the hall reads where in the programme it is.
  const idle = !state.question;
  show('number', idle ? '' : view.number);
  show('votes', idle ? '' : view.votes);
  show('theme', idle ? '' : view.theme);
  show('question', state.question?.line ?? view.session ?? view.next ?? view.title);
  show('signed', state.question?.signed);
  show('speaker', idle ? '' : view.speaker);
  show('session', idle ? '' : view.session);
  show('next', idle && !view.session ? '' : view.next);
  document.body.classList.toggle('idle', idle);
  part('ask').hidden = !state.link;
  if (state.link) {
    const code = `${here}/code.svg?${encodeURIComponent(state.link)}`;
    if (part('code').getAttribute('src') !== code) part('code').src = code;
    show('invitation', view.ask);
    // a line of it may end where it has parts, so that it can be copied from a screen
    part('link').replaceChildren(...state.link.split(/(?<=\/)|(?=\?)/).map((text) => {
      const piece = document.createElement('span');
      piece.textContent = text;
      return piece;
    }));
  }
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
setInterval(() => { turn += 1; draw(); }, TURN);

// An hour that stands still would be a wrong one.
const lost = (is) => {
  part('lost').hidden = !is;
  document.body.classList.toggle('lost', is);
  fit();
};
const listen = () => {
  const events = new EventSource(`${here}/events`);
  events.addEventListener('state', (event) => { state = JSON.parse(event.data); draw(); });
  events.onopen = () => { lost(false); };
  events.onerror = () => {
    lost(true);
    // A browser gives up by itself where something answered in the server's place.
    if (events.readyState === EventSource.CLOSED) {
      setTimeout(listen, 2_000);
    }
  };
};
listen();
