// Shows the state the server sends, as text and never as markup.
'use strict';
const part = (id) => document.getElementById(id);
const show = (id, text) => { part(id).textContent = text ?? ''; };
// French sets a blank before some marks, at which a line must not end.
const whole = (text) => text.replace(/ (?=[:;!?»])/g, '\u00a0').replace(/« /g, '«\u00a0');

// The largest of sizes at which all of the text stays on the screen.
const fit = () => {
  const { style } = part('question');
  style.fontSize = '';
  let size = parseFloat(getComputedStyle(part('question')).fontSize);
  while (document.documentElement.scrollHeight > innerHeight && size > 12) {
    size *= 0.95;
    style.fontSize = `${size}px`;
  }
};
addEventListener('resize', fit);

const events = new EventSource('/hall/events');
events.addEventListener('state', (event) => {
  const state = JSON.parse(event.data);
  document.title = state.title;
  show('title', state.title);
  show('hour', state.hour);
  show('waiting', state.waiting);
  show('number', state.question ? `Question n° ${state.question.number}` : '');
  // Between two questions the hall reads where in the programme it is.
  const idle = !state.question;
  const text = state.question?.text ?? state.session ?? state.next ?? state.title;
  show('question', whole(text));
  show('session', idle ? '' : state.session);
  show('next', idle && !state.session ? '' : state.next);
  document.body.classList.toggle('idle', idle);
  fit();
});
events.onopen = () => { part('lost').hidden = true; };
events.onerror = () => { part('lost').hidden = false; };
