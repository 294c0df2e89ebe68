"use strict";
// One player's page: shows what the server tells, and sends moves.  What a level is worth is added up here; the rest is told.
const held = { view: null, brief: null, moved: null, turn: null, selects: [], clock: null, folded: false };
const legal = (kind) => Boolean(held.view?.on && held.view.sight?.legal.includes(kind));

function packageNow() { return held.selects.map((select) => Number(select.value)); }

function worthOf(sight, chosen) {
  return sight.issues.reduce((sum, issue, k) => sum + (issue.values[chosen[k]] ?? 0), sight.value_base ?? 0);
}

function termsText(sight, chosen) {
  return sight.issues.map((issue, k) => issue.on_table ? `${issue.label} ${issue.levels[chosen[k]]}` : null).filter(Boolean).join("; ");
}

function termsTable(sight, chosen) {
  const rows = sight.issues.map((issue, k) => [issue, k]).filter(([issue]) => issue.on_table)
    .map(([issue, k]) => [issue.label, issue.levels[chosen[k]], figure(issue.values[chosen[k]])]);
  return tableOf("", [words.issue, words.columns.terms, words.columns.value], rows);
}

// --- the offer ----------------------------------------------------------------------------------
function buildControls(sight) {
  const key = JSON.stringify(sight.issues.map((issue) => [issue.name, issue.on_table, issue.levels]));
  if (byId("controls").dataset.key !== key) {
    const before = held.selects.length ? packageNow() : sight.mine ?? sight.issues.map((issue) => issue.no_deal ?? 0);
    held.selects = sight.issues.map((issue, k) => {
      const select = make("select", { id: `issue_${issue.name}`, "data-issue": issue.name });
      issue.levels.forEach((text, level) => put(select, make("option", { value: level }, text)));
      select.value = issue.on_table ? before[k] : issue.no_deal ?? 0;
      select.disabled = !issue.on_table;
      select.addEventListener("change", showWorth);
      return select;
    });
    byId("controls").replaceChildren(...sight.issues.map((issue, k) => put(make("div", { class: "issue" }),
      make("label", { for: `issue_${issue.name}` }, issue.on_table ? issue.label : `${issue.label} (${words.not_open})`), held.selects[k])));
    byId("controls").dataset.key = key;
  }
  sight.issues.forEach((issue, k) => [...held.selects[k].options].forEach((option, level) => {
    const value = issue.values[level];
    option.textContent = `${issue.levels[level]} (${value > 0 ? "+" : ""}${figure(value)})`;
  }));
}

function showWorth() {
  const sight = held.view.sight;
  byId("worth").textContent = say(words.worth, { value: figure(worthOf(sight, packageNow())) });
  byId("estimated").textContent = "";
}

async function showEstimate() {
  const told = await ask("/api/estimate", { package: packageNow() });
  if (told) byId("estimated").textContent = told.estimate === null ? words.not_estimated : say(words.estimated, { value: figure(told.estimate) });
}

async function send(kind) {
  const message = { kind, turn: held.view.sight.turn };
  if (kind === "offer") Object.assign(message, { package: packageNow(), binding: byId("binding").checked });
  for (const button of document.querySelectorAll("#play button:not(#wait_on)")) button.disabled = true;
  byId("sure").hidden = true;
  const told = await ask("/api/move", message);
  if (told) held.moved = { kind, turn: told.turn };
  await look();
  return Boolean(told);
}

// --- what is shown ------------------------------------------------------------------------------
function showStatus(view) {
  const sight = view.sight, mine = Boolean(view.on && sight?.legal.length);
  byId("heading").textContent = say(view.solo ? words.you_alone : words.you_are, { name: view.name, side: words.sides[view.side] });
  byId("against").textContent = say(words.against, { name: view.opponent ?? (view.waiting ? "-" : words.tactic) });
  byId("date").textContent = sight ? say(words.today, { date: dateText(sight.date), day: sight.day }) : "";
  byId("deadline").textContent = sight?.deadline && !sight.over ? say(words.deadline, { date: dateText(sight.deadline), days: sight.days_left }) : "";
  byId("phase").textContent = sight && !sight.over ? sight.phase_text : "";
  byId("turn").textContent = view.stopped ? words.stopped : view.state === "lobby" ? words.lobby : view.waiting ? words.waiting : sight?.over ? words.over
    : !view.on ? words.closed : mine ? words.your_move : words.their_move;
  if (waitText()) byId("turn").prepend(`${waitText()} `);
  else if (held.moved && sight?.turn === held.moved.turn + 1) byId("turn").prepend(`${words.moved[held.moved.kind]} `);
  byId("status").classList.toggle("mine", mine);
  byId("status").dataset.turn = sight?.turn ?? "";
}

function showClock(view) {
  clearInterval(held.clock);
  const end = Date.now() + 1000 * (view.seconds_left ?? 0);
  const tick = () => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    byId("clock").textContent = view.on && view.limit && view.sight?.legal.length ? say(words.seconds, { seconds: left }) : "";
  };
  tick();
  held.clock = setInterval(tick, 1000);
}

function showStanding(sight) {
  const waits = sight.offers.findLast((one) => one.side !== held.view.side && one.accepted === null);
  const offer = sight.standing ?? waits?.package;
  byId("standing").replaceChildren(...(offer ? [termsTable(sight, offer), make("p", {}, say(words.worth, { value: figure(worthOf(sight, offer)) }))]
    : [make("p", {}, words.no_standing)]), ...(offer && !legal("accept") ? [make("p", { class: "hint" }, words.not_to_sign)] : []));
  byId("standing_part").hidden = !offer && !legal("accept") && !legal("reject");
  byId("sure_text").textContent = offer ? say(words.accept_sure, { value: figure(worthOf(sight, offer)) }) : "";
}

function showButtons(sight) {
  for (const kind of ["accept", "reject", "wait"]) byId(kind).disabled = !legal(kind);
  byId("propose").disabled = !legal("offer");
  byId("estimate").disabled = false;
  byId("sign").disabled = byId("keep").disabled = !legal("accept");
  byId("take_over").disabled = !lastOf(sight);
  if (!legal("accept")) byId("sure").hidden = true;
}

const lastOf = (sight) => sight.offers.findLast((offer) => offer.side !== held.view.side);

function showPath(sight) {
  const offers = sight.offers.filter((offer) => Number.isFinite(offer.value));
  if (!offers.length) { byId("path").replaceChildren(make("p", { class: "hint" }, words.no_offers)); return; }
  const size = window.innerWidth >= 600 ? [480, 240, 44, 36] : [360, 230, 40, 36];
  const x = scale([0, ...offers.map((offer) => offer.day), sight.day], size[2] + 4, size[0] - 8);
  const y = scale([...offers.map((offer) => offer.value), sight.no_deal_value], size[1] - size[3] - 4, 30);
  const drawn = chart(words.path_alternative, words.days, words.unit, x, y, size);
  put(drawn, make("line", { class: "reserve", x1: size[2], x2: size[0] - 8, y1: y(sight.no_deal_value), y2: y(sight.no_deal_value) }));
  for (const side of [FIRST, SECOND]) {
    const made = offers.filter((offer) => offer.side === side);
    put(drawn, make("path", { class: `trail ${kindOf(side)}`, d: pathOf(made.map((offer) => [x(offer.day), y(offer.value)])) }));
    for (const offer of made) put(drawn, sideMark(side, x(offer.day), y(offer.value), `${words.sides[side]}, ${dateText(offer.date)}: ${figure(offer.value)}`));
  }
  const key = put(make("p"), ...[FIRST, SECOND].map((side) => keyOf(say(words.offers_of, { side: words.sides[side] }),
    make("path", { class: `trail ${kindOf(side)}`, d: "M0 8L26 8" }), sideMark(side, 13, 8, ""))));
  byId("path").replaceChildren(drawn, key);
}

function showOffers(sight) {
  const rows = sight.offers.map((offer) => [dateText(offer.date), words.sides[offer.side], figure(offer.value), termsText(sight, offer.package)]).reverse();
  const heads = ["date", "by", "value", "terms"].map((name) => words.columns[name]);
  byId("offers").replaceChildren(rows.length ? tableOf("", heads, rows) : make("p", {}, words.no_offers));
}

function showLists(sight) {
  const events = (sight.events ?? []).map((event) => make("li", {}, `${dateText(event.date)}: ${event.text}`)).reverse();
  byId("events").replaceChildren(...(events.length ? events : [make("li", {}, words.nothing)]));
  byId("calendar").replaceChildren(...(sight.calendar ?? []).map((line) =>
    make("li", line.date < sight.date ? { class: "past" } : {}, `${dateText(line.date)}: ${line.text}`)));
  const polls = Object.entries(sight.polls ?? {}).map(([name, shares]) => [name, (shares ?? []).findLast((share) => share !== null)])
    .filter(([, share]) => share !== undefined);
  byId("polls_part").hidden = !polls.length;
  byId("polls").replaceChildren(facts(polls.map(([name, share]) => [name, (100 * share).toFixed(1)])));
  const makers = Object.entries(sight.makers ?? {}).filter(([, told]) => Object.keys(told).length);
  byId("makers_part").hidden = !makers.length;
  byId("makers").replaceChildren(...makers.flatMap(([name, told]) => [make("h3", {}, name), facts(Object.entries(told))]));
}

function facts(pairs) {
  return put(make("dl"), ...pairs.flatMap(([name, text]) => [make("dt", {}, name), make("dd", {}, String(text))]));
}

function sectionOf(part) {  // as in the handout: a heading, paragraphs, and each table below its title
  return put(make("section"), make("h4", {}, part.title), ...part.paragraphs.map((text) => make("p", {}, text)),
    put(make("div", { class: "tables" }), ...part.tables.map((one) => scrolled(tableOf(one.title, one.head, one.rows), one.title))));
}

async function showBrief() {
  const brief = await ask("/api/brief");
  if (!brief) return;
  held.brief = brief;
  byId("brief_part").hidden = false;
  byId("brief").replaceChildren(make("h3", {}, brief.title), ...(brief.notice ? [make("p", { class: "hint" }, brief.notice)] : []),
    ...brief.sections.map(sectionOf));
}

function showEnd(view) {
  byId("end").hidden = !view.sight?.over;
  byId("picture_link").hidden = !view.picture;
  const said = JSON.stringify([view.told, view.state]);
  if (!view.sight?.over || byId("told").dataset.said === said) return;
  byId("told").dataset.said = said;
  const told = view.told;
  const parts = [...(view.sight.ending ?? []).map((text) => make("p", {}, text))];
  parts.push(...(told ? endParts(told) : [make("p", { class: "hint" }, words.later)]));
  byId("brief_part").open = false;
  byId("told").replaceChildren(...parts);
}

async function look() {
  const view = await ask("/api/table");
  if (!view) return;
  const turn = view.sight?.turn;
  if (turn < held.turn) return;  // asked for before a move, answered after what followed it: turns only rise
  held.view = view;
  followWaiting(view);
  showStatus(view);
  showClock(view);
  showEnd(view);
  byId("play").hidden = !view.sight;
  if (!view.sight) return;
  buildControls(view.sight);
  byId("builder").hidden = view.sight.over;
  byId("floor").textContent = view.sight.no_deal_text;
  byId("limits").textContent = view.sight.authority;
  if (turn !== held.turn) { byId("sure").hidden = true; showWorth(); }
  held.turn = turn;
  if (!held.brief) showBrief();
  if (turn > 0 && !held.folded) { held.folded = true; byId("brief_part").open = false; }  // once: it has been read
  showStanding(view.sight);
  showButtons(view.sight);
  showWaiting();
  showPath(view.sight);
  showOffers(view.sight);
  showLists(view.sight);
}

byId("builder").addEventListener("submit", (event) => { event.preventDefault(); if (legal("offer")) send("offer"); });
byId("estimate").addEventListener("click", showEstimate);
byId("take_over").addEventListener("click", () => {
  const offer = lastOf(held.view.sight);
  held.view.sight.issues.forEach((issue, k) => { if (issue.on_table) held.selects[k].value = offer.package[k]; });
  showWorth();
});
byId("accept").addEventListener("click", () => { byId("sure").hidden = false; byId("sign").focus(); });
byId("keep").addEventListener("click", () => { byId("sure").hidden = true; byId("accept").focus(); });
byId("sign").addEventListener("click", () => send("accept"));
byId("reject").addEventListener("click", () => send("reject"));
byId("wait").addEventListener("click", () => send("wait"));
follow("/api/events", look);
