"use strict";
// The end of a game: its summary in words, and the way there in the space of values.
function scrolled(table, label) {
  return put(make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }), table);
}

function foldedTable(one) {
  return put(make("details"), make("summary", { class: "plain_summary" }, one.title), scrolled(tableOf("", one.head, one.rows), one.title));
}

function planeOf(told) {
  const offers = told.offers.filter((offer) => offer.place), wide = window.innerWidth >= 600;
  const size = wide ? [640, 440, 44, 40] : [380, 340, 36, 40];
  const pair = (held) => Array.isArray(held) ? held : [held[FIRST], held[SECOND]];
  const points = [pair(told.no_deal), ...offers.map((offer) => pair(offer.place)), ...(told.agreed ? [pair(told.values)] : []),
    ...["nash", "kalai_smorodinsky"].filter((name) => told[name]).map((name) => pair(told[name].values))];
  const x = scale(points.map((point) => point[0]), size[2] + 6, size[0] - 14), y = scale(points.map((point) => point[1]), size[1] - size[3] - 6, 32);
  const drawn = chart(words.summary.plane_alternative, words.summary[`value_${FIRST}`], words.summary[`value_${SECOND}`], x, y, size);
  const inside = told.frontier.map(([a, b]) => [x(a), y(b)]).filter(([a, b]) => a > size[2] && a < size[0] - 8 && b > 22 && b < size[1] - size[3]);
  if (inside.length) put(drawn, make("path", { class: "frontier", d: pathOf(inside) }));
  const [a, b] = pair(told.no_deal);
  put(drawn, make("line", { class: "reserve", x1: x(a), x2: x(a), y1: 24, y2: size[1] - size[3] }),
    make("line", { class: "reserve", y1: y(b), y2: y(b), x1: size[2], x2: size[0] - 8 }));
  for (const side of [FIRST, SECOND]) {
    const made = offers.filter((offer) => offer.side === side).map((offer) => [offer, ...pair(offer.place)]);
    put(drawn, make("path", { class: `trail ${kindOf(side)}`, d: pathOf(made.map(([, a, b]) => [x(a), y(b)])) }));
    for (const [offer, a, b] of made) put(drawn, sideMark(side, x(a), y(b), `${words.sides[side]}, ${dateText(offer.date)}: ${figure(a)}; ${figure(b)}`));
  }
  ["nash", "kalai_smorodinsky"].filter((name) => told[name]).forEach((name, k) => {
    const [a, b] = pair(told[name].values);
    put(drawn, make("rect", { class: "solution", x: x(a) - 3, y: y(b) - 3, width: 6, height: 6 }),
      make("text", { x: x(a) + (k ? -8 : 8), y: y(b) + (k ? 14 : -6), "text-anchor": k ? "end" : "start" }, words.summary[name]));
  });
  if (told.agreed) put(drawn, starAt(x(told.values[FIRST]), y(told.values[SECOND])));
  return [make("h3", {}, words.summary.plane), drawn, make("p", { class: "hint" }, words.summary.plane_note)];
}

function starAt(x, y) {
  const points = [...Array(10).keys()].map((k) => {
    const size = k % 2 ? 4 : 9.5, angle = Math.PI * (k / 5 - 0.5);
    return `${(x + size * Math.cos(angle)).toFixed(1)},${(y + size * Math.sin(angle)).toFixed(1)}`;
  });
  return make("polygon", { class: "deal", points: points.join(" ") });
}

function endParts(told) {
  return [...told.paragraphs.map((text) => make("p", {}, text)), facts(told.facts), ...planeOf(told),
    ...told.tables.map(foldedTable)];
}
