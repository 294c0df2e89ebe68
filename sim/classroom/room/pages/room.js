"use strict";
// One room as the instructor sees it.
const code = byId("code").dataset.code;
let told = null;

function nameOf(name) { return name === null ? words.tactic : name || words.empty; }

function endText(game) {
  if (!game.over) return "";
  if (game.agreed === null) return words.settled;  // its row is still to be written
  return game.agreed ? say(words.agreed, { date: dateText(game.signed) }) : words.failed_talks;
}

function gameRow(game) {
  const replay = game.over ? put(make("span"), make("a", { href: `/desk/${code}/replay/${game.number}` }, say(words.replay, { number: game.number }))) : "";
  const due = game.over ? "" : game.due.map((side) => nameOf(game.names[side])).join(", ");
  return [game.number, nameOf(game.names[FIRST]), nameOf(game.names[SECOND]), dateText(game.date), game.moves, due, endText(game), replay];
}

function showRoom(view) {
  const room = view.room, state = room.state;
  byId("tell").textContent = say(words.tell, { address: window.location.origin, code });
  byId("settings").textContent = say(words.settings, { ...room,
    limit: room.limit ? say(words.with_limit, { limit: room.limit }) : words.no_limit });
  byId("here").textContent = say(words.here, { players: view.players, games: countText(words.games_of, view.games.length), due: view.due, over: view.over });
  const heads = ["number", FIRST, SECOND, "date", "moves", "due", "end", "replay"].map((name) => words.columns[name]);
  byId("games").replaceChildren(tableOf("", heads, view.games.map(gameRow)));
  const waits = view.games.some((game) => Object.values(game.names).includes(""));
  const going = !room.stopped, on = state === "open";
  const can = { begin: going && (state === "lobby" || (on && waits)), move: going && on, end: on || (!going && state === "lobby"),
    reveal: going && (state === "closed" || (on && view.over > 0 && !room.shown)) };
  byId("stopped").hidden = going;
  byId("stopped").textContent = going ? "" : say(words.stopped, { why: room.stopped });
  byId("picture_link").hidden = byId("end_hint").hidden = byId("reveal_hint").hidden = !going;
  byId("rows_link").hidden = !view.over;
  for (const button of document.querySelectorAll("[data-deed]")) {
    button.disabled = !can[button.dataset.deed];
    if (button.dataset.deed === "begin" && state !== "lobby") button.textContent = words.seat;
  }
  byId("links").hidden = !view.over && going;
  byId("notices").replaceChildren(...(view.notices.length ? view.notices.map((line) => make("li", {}, `${line.who}: ${line.text}`)) : [make("li", {}, words.no_notices)]));
}

async function lookAtRoom() {
  const view = await ask(`/api/desk/${code}`);
  if (view) { told = view; showRoom(view); }
}

for (const button of document.querySelectorAll("[data-deed]")) {
  button.addEventListener("click", async () => {
    button.disabled = true;
    const view = await ask(`/api/desk/${code}/${button.dataset.deed}`, {});
    if (view) showRoom(view);
    else if (told) showRoom(told);
  });
}
follow(`/api/desk/${code}/events`, lookAtRoom);
