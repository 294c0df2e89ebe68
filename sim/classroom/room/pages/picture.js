"use strict";
// The class picture: deals in the space of values, among simulated ones; every figure is in the data.
const SIZE = window.innerWidth >= 600 ? [720, 520, 48, 44] : [380, 360, 36, 40];

function cross(name, [x, y]) {
  const group = make("g", { class: `median ${name}` });
  return put(group, make("path", { class: `median ${name}`, d: `M${x - 9} ${y}L${x + 9} ${y}M${x} ${y - 9}L${x} ${y + 9}` }));
}

function pointOf(point, x, y, own) {
  const at = [x(point[FIRST]), y(point[SECOND])], names = Object.values(point.names).join(", ");
  const attributes = { class: `point ${point.before ? "before" : "after"}${point.game === own ? " own" : ""}`, "data-game": point.game };
  const made = point.before ? make("rect", { ...attributes, x: at[0] - 5, y: at[1] - 5, width: 10, height: 10 })
    : make("circle", { ...attributes, cx: at[0], cy: at[1], r: 6 });
  return put(made, make("title", {}, `${point.game}${names ? `, ${names}` : ""}: ${figure(point[FIRST])}; ${figure(point[SECOND])}`));
}

function drawPicture(told) {
  const deals = told.points.filter((point) => point.agreed);
  const shown = [...deals, ...told.cloud].map((point) => [point[FIRST], point[SECOND]]).concat([told.reserves], Object.values(told.solutions));
  const x = scale(shown.map((point) => point[0]), SIZE[2] + 4, SIZE[0] - 12), y = scale(shown.map((point) => point[1]), SIZE[1] - SIZE[3] - 4, 30);
  const drawn = chart(words.alternative, words[`value_${FIRST}`], words[`value_${SECOND}`], x, y, SIZE);
  for (const one of told.cloud) {
    put(drawn, one.before ? make("rect", { class: "cloud", x: x(one[FIRST]) - 3, y: y(one[SECOND]) - 3, width: 6, height: 6 })
      : make("circle", { class: "cloud", cx: x(one[FIRST]), cy: y(one[SECOND]), r: 3 }));
  }
  const inside = told.frontier.map(([a, b]) => [x(a), y(b)]).filter(([a, b]) => a > SIZE[2] && a < SIZE[0] && b > 22 && b < SIZE[1] - SIZE[3]);
  if (inside.length) put(drawn, make("path", { class: "frontier", d: pathOf(inside) }));
  put(drawn, make("line", { class: "reserve", x1: x(told.reserves[0]), x2: x(told.reserves[0]), y1: 24, y2: SIZE[1] - SIZE[3] }));
  put(drawn, make("line", { class: "reserve", y1: y(told.reserves[1]), y2: y(told.reserves[1]), x1: SIZE[2], x2: SIZE[0] - 8 }));
  Object.entries(told.solutions).forEach(([name, point], k) => put(drawn,
    make("rect", { class: "solution", x: x(point[0]) - 3, y: y(point[1]) - 3, width: 6, height: 6 }),
    make("text", { x: x(point[0]) + (k ? -8 : 8), y: y(point[1]) - 6, "text-anchor": k ? "end" : "start" }, name)));
  const alike = new Map();
  for (const point of deals) {
    const place = `${x(point[FIRST]).toFixed(0)} ${y(point[SECOND]).toFixed(0)}`;
    alike.set(place, [...(alike.get(place) ?? []), point]);
    put(drawn, pointOf(point, x, y, told.own));
  }
  for (const same of alike.values()) {
    if (same.length > 1) put(drawn, make("text", { x: x(same[0][FIRST]) + 10, y: y(same[0][SECOND]) - 9 }, say(words.times, { count: same.length })));
  }
  for (const [name, held] of Object.entries(told.medians)) put(drawn, cross(name, [x(held[FIRST]), y(held[SECOND])]));
  return drawn;
}

const whenOf = (told) => told.vote ? words.groups : words.no_vote;

function showKey(told) {
  const key = words.key, when = whenOf(told);
  byId("key").replaceChildren(
    keyOf(say(key.class, { when: when.before }), make("rect", { class: "point before", x: 8, y: 3, width: 10, height: 10 })),
    keyOf(say(key.class, { when: when.after }), make("circle", { class: "point after", cx: 13, cy: 8, r: 6 })),
    ...(told.own === null ? [] : [keyOf(key.own, make("circle", { class: "point after own", cx: 13, cy: 8, r: 6 }))]),
    keyOf(key.median, cross("after", [13, 8])),
    keyOf(key.cloud, make("circle", { class: "cloud", cx: 13, cy: 8, r: 3 })),
    keyOf(key.frontier, make("path", { class: "frontier", d: "M0 8L26 8" })),
    keyOf(key.reserve, make("line", { class: "reserve", x1: 0, x2: 26, y1: 8, y2: 8 })));
}

function showFigures(told) {
  const when = whenOf(told), rows = [];
  for (const [who, held] of [["class", told.medians], ["cloud", told.cloud_medians]]) {
    for (const [name, one] of Object.entries(held)) rows.push([`${words.groups[who]}, ${when[name]}`, one.count, figure(one[FIRST]), figure(one[SECOND])]);
  }
  byId("medians").replaceChildren(tableOf(words.table, ["who", "count", FIRST, SECOND].map((name) => words.columns[name]), rows));
  const games = told.points.map((point) => [point.game, Object.entries(point.names).map(([side, name]) => `${name} (${words.sides[side]})`).join(", "),
    point.agreed ? dateText(point.date) : words.no_deal, figure(point[FIRST]), figure(point[SECOND])]);
  byId("games").replaceChildren(tableOf("", ["game", "names", "date", FIRST, SECOND].map((name) => words.game_columns[name]), games));
}

function countsText(told) {
  const counts = say(words.counts, { deals: countText(words.deals_of, told.deals), games: countText(words.games_of, told.games),
    cloud: countText(words.deals_of, told.cloud.length), worlds: told.worlds });
  return told.still_on ? `${counts}. ${countText(words.still_on, told.still_on)}` : `${counts}.`;
}

async function start() {
  const told = await ask(byId("picture").dataset.from);
  if (!told) return;
  byId("counts").textContent = countsText(told);
  byId("picture").replaceChildren(drawPicture(told));
  showKey(told);
  showFigures(told);
}

start();
