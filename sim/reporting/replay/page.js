"use strict";
// Shows one day after another of worlds that were played.  All figures are in the data; nothing of the model is here.
const page = JSON.parse(document.getElementById("data").textContent);
const words = page.words;
const worlds = page.worlds;
const kinds = ["first", "second"];  // how what is of the first and of the second party is drawn
const kindOf = (world, side) => kinds[world.words.parties.indexOf(side)];
const viewIn = (world) => {  // views of a party go by the keys of the first world
  const place = worlds[0].words.parties.indexOf(state.view);
  return place < 0 ? state.view : world.words.parties[place];
};
const lastDay = Math.max(...worlds.map((world) => world.dates.length - 1));
const state = { day: 0, view: "all", playing: false, timer: null };
const byId = (name) => document.getElementById(name);
const SVG = "http://www.w3.org/2000/svg";

function make(name, attributes, text) {
  const svg = ["svg", "g", "path", "circle", "line", "text", "title", "polygon", "rect"].includes(name);
  const made = svg ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function put(parent, ...children) { parent.append(...children); return parent; }
const figure = (value) => value === null ? "-" : value.toFixed(2);
const seen = (world) => Math.min(state.day, world.dates.length - 1);
const dateText = (iso) => new Date(iso + "T12:00:00Z").toLocaleDateString(words.locale,
  { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

// --- charts -------------------------------------------------------------------------------------
function scale(values, from, to) {
  const known = values.filter((value) => value !== null && Number.isFinite(value));
  let low = Math.min(...known), high = Math.max(...known);
  if (!known.length) { low = 0; high = 1; }
  if (high - low < 1e-9) { low -= 1; high += 1; }
  const margin = 0.06 * (high - low);
  low -= margin; high += margin;
  const map = (value) => from + (value - low) / (high - low) * (to - from);
  map.ticks = ticks(low, high);
  return map;
}

function ticks(low, high) {
  const raw = (high - low) / 4, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= raw);
  const found = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high; tick += step) found.push(Number(tick.toPrecision(6)));
  return found;
}

function chart(alternative, across, up, sizes) {
  const [width, height, left, bottom] = sizes;
  const drawn = make("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": alternative });
  put(drawn, make("line", { class: "axis", x1: left, y1: height - bottom, x2: width - 8, y2: height - bottom }));
  put(drawn, make("line", { class: "axis", x1: left, y1: 8, x2: left, y2: height - bottom }));
  put(drawn, make("text", { x: width - 8, y: height - 4, "text-anchor": "end" }, across));
  put(drawn, make("text", { x: left + 6, y: 12 }, up));
  return drawn;
}

function tickMarks(drawn, map, along, place) {
  for (const tick of map.ticks) {
    const at = map(tick);
    const text = along === "x" ? { x: at, y: place + 15, "text-anchor": "middle" } : { x: place - 5, y: at + 4, "text-anchor": "end" };
    put(drawn, make("text", text, String(tick)));
  }
}

function path(points) {
  let open = false, text = "";
  for (const [x, y] of points) {
    if (y === null || x === null) { open = false; continue; }
    text += `${open ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    open = true;
  }
  return text;
}

function mark(kind, x, y, isNew, told) {
  const attributes = { class: `mark ${kind}${isNew ? " new" : ""}` };
  const made = kind === "first" ? make("circle", { ...attributes, cx: x, cy: y, r: 4.5 })
    : make("polygon", { ...attributes, points: `${x},${y - 5.5} ${x + 5},${y + 4} ${x - 5},${y + 4}` });
  return put(made, make("title", {}, told));
}

function star(x, y) {
  const points = [];
  for (let k = 0; k < 10; k += 1) {
    const size = k % 2 ? 4 : 9.5, angle = Math.PI * (k / 5 - 0.5);
    points.push(`${(x + size * Math.cos(angle)).toFixed(1)},${(y + size * Math.sin(angle)).toFixed(1)}`);
  }
  return make("polygon", { class: "deal", points: points.join(" ") });
}

// --- panels -------------------------------------------------------------------------------------
const isSigned = (world) => world.end.agreed && seen(world) >= world.end.day;
const offersSoFar = (world) => world.offers.filter((offer) => offer.day <= seen(world));

function planePanel(world) {
  const plane = world.plane, shown = offersSoFar(world);
  const solutions = Object.entries(plane.solutions);
  const points = [plane.reserves, ...world.offers.map((offer) => offer.place), ...solutions.map((one) => one[1]), ...(plane.deal ? [plane.deal] : [])];
  const x = scale(points.map((point) => point[0]), 52, 472), y = scale(points.map((point) => point[1]), 300, 18);
  const drawn = chart(words.plane_alternative, ...world.words.parties.map((side) => world.words.values[side]), [480, 340, 52, 40]);
  tickMarks(drawn, x, "x", 300); tickMarks(drawn, y, "y", 52);
  const inside = ([a, b]) => x(a) > 52 && x(a) < 474 && y(b) < 300 && y(b) > 20;
  put(drawn, make("path", { class: "frontier", d: path(plane.frontier.map((point) => inside(point) ? [x(point[0]), y(point[1])] : [null, null])) }));
  put(drawn, make("line", { class: "reserve", x1: x(plane.reserves[0]), x2: x(plane.reserves[0]), y1: 20, y2: 300 }));
  put(drawn, make("line", { class: "reserve", y1: y(plane.reserves[1]), y2: y(plane.reserves[1]), x1: 52, x2: 472 }));
  for (const [name, point] of solutions) {
    const right = name === "Nash";
    put(drawn, make("rect", { class: "solution", x: x(point[0]) - 3, y: y(point[1]) - 3, width: 6, height: 6 }));
    put(drawn, make("text", { x: x(point[0]) + (right ? 8 : -8), y: y(point[1]) - 6, "text-anchor": right ? "start" : "end" }, name));
  }
  for (const side of world.words.parties) {
    const made = shown.filter((offer) => offer.side === side);
    put(drawn, make("path", { class: `trail ${kindOf(world, side)}`, d: path(made.map((offer) => [x(offer.place[0]), y(offer.place[1])])) }));
    made.forEach((offer, k) => put(drawn, mark(kindOf(world, side), x(offer.place[0]), y(offer.place[1]), k === made.length - 1,
      `${world.words.sides[side]}, ${dateText(world.dates[offer.day])}: ${figure(offer.place[0])}; ${figure(offer.place[1])}`)));
  }
  if (plane.deal && isSigned(world)) put(drawn, star(x(plane.deal[0]), y(plane.deal[1])));
  return [make("h3", {}, words.plane), drawn, legend(world), make("p", { class: "small" }, words.plane_note.replace("{day}", plane.day))];
}

function ownPanel(world, side) {
  const place = world.words.parties.indexOf(side), shown = offersSoFar(world), reserve = world.plane.reserves[place];
  const demand = world.lines[`${side}_target`];
  const x = scale([0, world.dates.length - 1], 52, 472);
  const y = scale([...world.offers.map((offer) => offer.values[place]), ...demand], 300, 26);
  const drawn = chart(words.own_alternative, world.words.days, world.words.values[side], [480, 340, 52, 40]);
  tickMarks(drawn, x, "x", 300); tickMarks(drawn, y, "y", 52);
  put(drawn, make("path", { class: `trail ${kindOf(world, side)}`, d: path(demand.slice(0, seen(world) + 1).map((value, day) => [x(day), value === null ? null : y(value)])) }));
  for (const offer of shown) {
    put(drawn, mark(kindOf(world, offer.side), x(offer.day), y(offer.values[place]), offer.day === seen(world),
      `${world.words.sides[offer.side]}, ${dateText(world.dates[offer.day])}: ${figure(offer.values[place])}`));
  }
  return [make("h3", {}, words.own.replace("{side}", world.words.of_sides[side])), drawn, legend(world),
    make("p", { class: "small" }, words.own_note.replace("{reserve}", figure(reserve)))];
}

function legend(world) {
  const shown = make("p");
  for (const side of world.words.parties) {
    const key = make("span", { class: "key" });
    const sample = make("svg", { viewBox: "0 0 26 12", "aria-hidden": "true" });
    put(sample, make("path", { class: `trail ${kindOf(world, side)}`, d: "M0 6L26 6" }), mark(kindOf(world, side), 13, 6, false, ""));
    put(shown, put(key, sample, ` ${words.offers_of.replace("{side}", world.words.of_sides[side])}`));
  }
  return shown;
}

function termsPanel(world) {
  const inTalks = state.view !== "public", shown = offersSoFar(world);
  const last = {}, before = {};
  for (const offer of shown) { before[offer.side] = last[offer.side]; last[offer.side] = offer; }
  const columns = [[words.pause_terms, world.no_deal, null]];
  if (inTalks) for (const side of world.words.parties) {
    if (last[side]) columns.push([`${world.words.sides[side]}, ${last[side].day === seen(world) ? words.today : dateText(world.dates[last[side].day])}`,
      last[side].terms, before[side] && before[side].terms]);
  }
  if (isSigned(world)) columns.push([words.deal, world.end.terms, null]);
  const table = make("table"), head = make("tr");
  put(head, make("th", { scope: "col" }, words.issue), ...columns.map((one) => make("th", { scope: "col" }, one[0])));
  put(table, make("caption", {}, words.terms), put(make("thead"), head));
  const body = make("tbody");
  world.issues.forEach((issue, k) => {
    const row = put(make("tr"), make("th", { scope: "row" }, issue));
    for (const [, terms, earlier] of columns) put(row, make("td", earlier && earlier[k] !== terms[k] ? { class: "changed" } : {}, terms[k]));
    put(body, row);
  });
  return [put(make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": words.terms }), put(table, body)),
    make("p", { class: "small" }, inTalks ? words.terms_note : words.terms_public)];
}

function linesPanel(world, heading, unit, named) {
  const x = scale([0, world.dates.length - 1], 60, 350);
  const y = scale([0, ...Object.values(named).flat()], 150, 28);
  const drawn = chart(heading, world.words.days, unit, [480, 190, 60, 40]);
  tickMarks(drawn, x, "x", 150); tickMarks(drawn, y, "y", 60);
  const dashes = ["", "6 3", "2 3", "8 3 2 3"], ends = [];
  Object.entries(named).forEach(([name, values], k) => {
    const past = values.slice(0, seen(world) + 1), end = past.findLastIndex((value) => value !== null);
    put(drawn, make("path", { class: "frontier", "stroke-dasharray": dashes[k % 4], d: path(past.map((value, day) => [x(day), value === null ? null : y(value)])) }));
    if (end >= 0) ends.push({ at: y(past[end]), across: x(end), text: `${name} ${Number(past[end].toPrecision(3))}` });
  });
  ends.sort((one, other) => other.at - one.at);  // from below, each above the one before
  let free = 148;
  for (const end of ends) {
    free = Math.min(end.at + 4, free);
    put(drawn, make("text", { x: end.across + 6, y: free }, end.text));
    free -= 13;
  }
  return [make("h3", {}, heading), drawn];
}

function makerPanels(world) {
  const found = [];
  if (!Object.keys(world.makers).length) return found;  // a scenario without carmakers
  for (const [what, [name, unit]] of Object.entries(world.maker_words)) {
    const named = Object.fromEntries(Object.entries(world.makers).map(([maker, held]) => [maker, held[what]]));
    found.push(...linesPanel(world, name[0].toUpperCase() + name.slice(1), unit, named));
  }
  return found;
}

function sentences(world) {
  return world.diary.filter((line) => line.day <= seen(world) && line.texts[viewIn(world)] !== null);
}

function diaryPanel(world) {
  const list = make("ol", { class: "diary", tabindex: "0", "aria-label": words.diary }), lines = sentences(world);
  lines.forEach((line) => put(list, make("li", line.day === seen(world) ? { class: "last" } : {}, `${dateText(world.dates[line.day])}: ${line.texts[viewIn(world)]}`)));
  if (!lines.length) put(list, make("li", {}, words.nothing));
  return [make("h3", {}, words.diary), list];
}

function endPanel(world) {
  if (seen(world) < world.dates.length - 1) return [];
  const list = make("ul", { class: "end" });
  put(list, make("li", {}, world.end.agreed ? words.signed.replace("{date}", dateText(world.end.date)) : words.no_deal));
  if (state.view !== "public") for (const one of world.end.figures) {
    if (state.view !== "all" && world.words.column_sides[one.name] !== viewIn(world)) continue;
    put(list, make("li", { "data-column": one.name, "data-value": String(one.value) }, `${world.words.columns[one.name]}: ${figure(one.value)} ${one.unit}`));
  }
  return [make("h3", {}, words.end), list];
}

function render(world, article) {
  const lines = sentences(world).filter((line) => line.day === seen(world));
  article.querySelector(".today").textContent = lines.map((line) => line.texts[viewIn(world)]).join(" ") || words.quiet[state.view === "all" ? "all" : "side"];
  const talks = state.view === "all" ? planePanel(world) : state.view === "public" ? [] : ownPanel(world, viewIn(world));
  const polls = Object.keys(world.polls).length
    ? linesPanel(world, words.polls, words.percent, Object.fromEntries(Object.entries(world.polls).map(([name, held]) => [name, held.map((share) => share === null ? null : 100 * share)]))) : [];
  const one = put(make("div"), ...talks, ...termsPanel(world), ...endPanel(world));
  const other = put(make("div"), ...diaryPanel(world), ...polls, ...makerPanels(world));
  article.querySelector(".panels").replaceChildren(one, other);
  const list = article.querySelector(".diary");
  list.scrollTop = list.scrollHeight;
}

// --- controls -----------------------------------------------------------------------------------
function show(day) {
  state.day = Math.max(0, Math.min(lastDay, day));
  byId("day").value = state.day;
  const world = worlds.find((one) => one.dates.length - 1 >= state.day);
  const text = `${dateText(world.dates[state.day])} (${words.day_of.replace("{day}", state.day).replace("{last}", lastDay)})`;
  byId("date").textContent = text;
  byId("day").setAttribute("aria-valuetext", text);
  worlds.forEach((one, k) => render(one, byId("worlds").children[k]));
  if (state.day === lastDay && state.playing) toggle();
}

function toggle() {
  state.playing = !state.playing;
  if (state.playing && state.day === lastDay) state.day = 0;
  byId("play").textContent = state.playing ? words.pause : words.play;
  byId("play").setAttribute("aria-pressed", state.playing);
  clearInterval(state.timer);
  if (state.playing) state.timer = setInterval(() => show(state.day + 1), 1000 / Number(byId("speed").value));
}

function start() {
  byId("question").textContent = [...new Set(worlds.map((world) => world.question))].join(" / ");
  for (const [name, text] of Object.entries(words.views)) {
    const choice = make("input", { type: "radio", name: "view", value: name, ...(name === "all" ? { checked: "" } : {}) });
    choice.addEventListener("change", () => { state.view = name; show(state.day); });
    put(byId("views"), put(make("label"), choice, ` ${text}`));
  }
  byId("worlds").classList.toggle("two", worlds.length > 1);
  worlds.forEach((world) => {
    const heading = words.world.replace("{scenario}", world.scenario).replace("{world}", world.world).replace("{seed}", world.seed);
    const today = make("p", { class: "today" });
    if (world === worlds[0]) today.setAttribute("aria-live", "polite");
    put(byId("worlds"), put(make("article"), make("h2", {}, heading), today, make("div", { class: "panels" })));
  });
  byId("day").max = lastDay;
  byId("day").addEventListener("input", (event) => show(Number(event.target.value)));
  byId("back").addEventListener("click", () => show(state.day - 1));
  byId("forward").addEventListener("click", () => show(state.day + 1));
  byId("play").addEventListener("click", toggle);
  byId("speed").addEventListener("change", () => { if (state.playing) { toggle(); toggle(); } });
  document.addEventListener("keydown", (event) => {
    if (["INPUT", "SELECT"].includes(event.target.tagName) && event.target.type !== "radio") return;
    const steps = { ArrowLeft: -1, ArrowRight: 1 };
    if (event.target.type === "radio" && event.key in steps) return;
    if (event.key in steps) show(state.day + steps[event.key]);
    else if (event.key === "Home") show(0);
    else if (event.key === "End") show(lastDay);
    else if (event.key === " " && event.target.tagName !== "BUTTON") toggle();
    else return;
    event.preventDefault();
  });
  show(0);
}

start();
