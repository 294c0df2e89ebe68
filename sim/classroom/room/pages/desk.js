"use strict";
// The instructor's rooms.
async function lookAtRooms() {
  const told = await ask("/api/desk/rooms");
  if (!told) return;
  const scenario = byId("scenario");
  if (!scenario.options.length) put(scenario, ...told.scenarios.map((name) => make("option", { value: name }, name)));
  const rows = told.rooms.map((room) => [put(make("span"), make("a", { href: `/desk/${room.code}` }, room.code)),
    room.scenario, room.roles_text, room.players,
    words.states[room.state] + (room.stopped ? `; ${say(words.stopped, { why: room.stopped })}` : "")]);
  const heads = ["code", "scenario", "roles", "players", "state"].map((name) => words.columns[name]);
  byId("rooms").replaceChildren(rows.length ? tableOf("", heads, rows) : make("p", {}, words.none));
}

byId("scenario").addEventListener("change", async () => {  // another scenario may have other parties
  const told = await ask(`/api/desk/roles/${encodeURIComponent(byId("scenario").value)}`);
  if (told) byId("roles").replaceChildren(...told.roles.map(([name, text]) => make("option", { value: name }, text)));
});

byId("open").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target, message = Object.fromEntries(new FormData(form));
  message.apart = byId("apart").checked;
  if (!message.world) delete message.world;
  if (!message.seed) delete message.seed;
  const told = await ask("/api/desk/rooms", message);
  if (told) window.location.assign(told.next);
});
lookAtRooms();
