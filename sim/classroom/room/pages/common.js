"use strict";
// What all pages share: words, elements, messages to the server, and what tells them that something is new.
const words = JSON.parse(document.getElementById("words").textContent);
const [FIRST, SECOND] = words.parties ?? [];  // keys of the two parties
const kindOf = (side) => side === FIRST ? "first" : "second";  // how what is of a side is drawn
const byId = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
const DRAWN = new Set(["svg", "path", "line", "circle", "polygon", "rect", "text", "title", "g"]);

function make(tag, attributes = {}, text) {
  const made = DRAWN.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function put(parent, ...children) { parent.append(...children); return parent; }

function say(text, held) {
  return Object.entries(held).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, String(value)), text);
}

const countText = (forms, count) => say(count === 1 ? forms.one : forms.many, { count });
const figure = (value) => value === null || value === undefined ? "-" : value.toFixed(2);
const dateText = (iso) => iso ? new Date(`${iso}T12:00:00Z`).toLocaleDateString(words.locale,
  { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }) : "-";

function showFault(text) {
  byId("fault").textContent = text;
  byId("fault").hidden = !text;
}

async function ask(address, message) {
  const options = message === undefined ? {} : {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(message),
  };
  let answer, told;
  try {
    answer = await fetch(address, { ...options, credentials: "same-origin" });
    told = await answer.json();
  } catch (wrong) {
    showFault(words.lost);
    return null;
  }
  if (!answer.ok) showFault(say(words.failed, { why: told.error }));
  else if (message !== undefined || byId("fault").textContent === words.lost) showFault("");
  return answer.ok ? told : null;
}

function follow(address, look) {  // look anew whenever the server says so; where nothing can be pushed, every few seconds
  let waits = false, again = false;
  const once = async () => {
    if (waits) { again = true; return; }
    waits = true;
    await look();
    waits = false;
    if (again) { again = false; once(); }
  };
  let timer = setInterval(once, 4000);
  if ("EventSource" in window) {
    const source = new EventSource(address);
    source.addEventListener("new", once);
    source.addEventListener("open", () => { clearInterval(timer); timer = null; });
    source.addEventListener("error", () => { if (timer === null) timer = setInterval(once, 4000); });
    window.addEventListener("pagehide", () => source.close());
  }
  once();
}

function tableOf(caption, heads, rows) {  // a cell is a text, a number or an element
  const table = make("table"), head = make("tr"), body = make("tbody");
  if (caption) put(table, make("caption", {}, caption));
  put(head, ...heads.map((text) => make("th", { scope: "col" }, text)));
  for (const cells of rows) {
    const row = make("tr");
    cells.forEach((cell, k) => {
      const held = make(k === 0 ? "th" : "td", k === 0 ? { scope: "row" } : {});
      put(held, typeof cell === "number" ? String(cell) : cell ?? "-");
      put(row, held);
    });
    put(body, row);
  }
  return put(table, put(make("thead"), head), body);
}
