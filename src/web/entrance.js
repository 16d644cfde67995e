// Shows the present code, and the texts of each language in turn. The page is asked anew every five seconds; without
// an answer the code fades, because an old one is refused.
"use strict";
const base = location.pathname.replace(/\/$/, "");
const element = (id) => document.getElementById(id);
let views = [];
let turn = 0;
let shown = null;

function show() {
  if (!views.length) return;
  const view = views[turn % views.length];
  document.documentElement.lang = view.lang;
  for (const id of ["event", "title", "note", "inside"]) element(id).textContent = view[id];
  document.title = view.title;
}

async function load() {
  try {
    const answer = await fetch(base + "/state", { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    const state = await answer.json();
    views = state.views;
    const picture = element("code");
    picture.hidden = !state.is_open;
    if (state.is_open && state.code !== shown) picture.src = base + "/code.svg?" + state.code;
    shown = state.code;
    document.body.classList.remove("lost");
    show();
  } catch (error) {
    document.body.classList.add("lost");
  }
}

load();
setInterval(load, 5000);
setInterval(() => { turn += 1; show(); }, 8000);
