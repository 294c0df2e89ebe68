"use strict";
// The end of a game, from its summary: the deal, what would have been fair, what the other side wanted, the way there.
const other = (side) => side === "us" ? "korea" : "us";
const amount = (value) => value === null || value === undefined ? "-" : say(words.number, { value: figure(value) });

function endFacts(told, side) {
  const lines = [[words.summary.result, told.agreed ? say(words.summary.agreed, { date: dateText(told.date) }) : words.summary.no_deal]];
  if (told.agreed) lines.push([words.summary.own_value, amount(told.values[side])], [words.summary.their_value, amount(told.values[other(side)])]);
  lines.push([words.summary.own_no_deal, amount(told.no_deal[side])], [words.summary.their_no_deal, amount(told.no_deal[other(side)])]);
  if (told.shares) lines.push([words.summary.share, say(words.summary.percent, { value: (100 * told.shares[side]).toFixed(0) })]);
  if (told.nash_ratio !== null) lines.push([words.summary.nash_ratio, say(words.summary.percent, { value: (100 * told.nash_ratio).toFixed(0) })]);
  if (told.left_on_table !== null) lines.push([words.summary.left, amount(told.left_on_table)]);
  return facts(lines);
}

function fairTable(told, side) {
  const held = ["nash", "kalai_smorodinsky", "equilibrium"].filter((name) => told[name]?.values);
  const points = held.map((name) => [words.summary[name], told[name]]);
  if (told.agreed) points.unshift([words.summary.deal, { values: told.values, terms: told.terms }]);
  const rows = points.map(([name, one]) => [name, figure(one.values[side]), figure(one.values[other(side)]), Object.values(one.terms ?? {}).join("; ")]);
  const heads = [words.summary.deal_or_rule, words.summary.you, words.summary.them, words.columns.terms];
  return [make("h3", {}, words.summary.fair), scrolled(tableOf("", heads, rows), words.summary.fair)];
}

function scrolled(table, label) {
  return put(make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }), table);
}

function wantedTable(told, side) {
  const held = told.wanted?.[other(side)];
  if (!held) return [];
  const rows = held.issues.map((issue) => {
    const best = issue.values.indexOf(Math.max(...issue.values)), worst = issue.values.indexOf(Math.min(...issue.values));
    return [issue.label, issue.levels[best], figure(issue.values[best]), issue.levels[worst], figure(issue.values[worst])];
  });
  const heads = [words.issue, words.summary.best, words.columns_value, words.summary.worst, words.columns_value];
  return [make("h3", {}, words.summary.wanted), scrolled(tableOf("", heads, rows), words.summary.wanted)];
}

function weeksTable(told, side) {
  const weeks = (told.weeks?.[side] ?? []).filter((week) => week.values);
  if (!weeks.length) return [];
  const rows = weeks.map((week) => [say(words.summary.week, { number: week.week, date: dateText(week.until) }),
    figure(week.values[side]), figure(week.values[other(side)]), week.could_be_signed ? words.summary.yes : words.summary.no]);
  const heads = [words.summary.until, words.summary.you, words.summary.them, words.summary.signable];
  return [make("h3", {}, words.summary.weeks), scrolled(tableOf("", heads, rows), words.summary.weeks)];
}

function planeOf(told) {
  const offers = told.offers.filter((offer) => offer.place), wide = window.innerWidth >= 600;
  const size = wide ? [640, 440, 44, 40] : [380, 340, 36, 40];
  const pair = (held) => Array.isArray(held) ? held : [held.us, held.korea];
  const points = [pair(told.no_deal), ...offers.map((offer) => pair(offer.place)), ...(told.agreed ? [pair(told.values)] : []),
    ...["nash", "kalai_smorodinsky"].filter((name) => told[name]).map((name) => pair(told[name].values))];
  const x = scale(points.map((point) => point[0]), size[2] + 6, size[0] - 14), y = scale(points.map((point) => point[1]), size[1] - size[3] - 6, 32);
  const drawn = chart(words.summary.plane_alternative, words.summary.value_us, words.summary.value_korea, x, y, size);
  const inside = told.frontier.map(([us, korea]) => [x(us), y(korea)]).filter(([a, b]) => a > size[2] && a < size[0] - 8 && b > 22 && b < size[1] - size[3]);
  if (inside.length) put(drawn, make("path", { class: "frontier", d: pathOf(inside) }));
  const [us, korea] = pair(told.no_deal);
  put(drawn, make("line", { class: "reserve", x1: x(us), x2: x(us), y1: 24, y2: size[1] - size[3] }),
    make("line", { class: "reserve", y1: y(korea), y2: y(korea), x1: size[2], x2: size[0] - 8 }));
  for (const side of ["us", "korea"]) {
    const made = offers.filter((offer) => offer.side === side).map((offer) => [offer, ...pair(offer.place)]);
    put(drawn, make("path", { class: `trail ${side}`, d: pathOf(made.map(([, a, b]) => [x(a), y(b)])) }));
    for (const [offer, a, b] of made) put(drawn, sideMark(side, x(a), y(b), `${words.sides[side]}, ${dateText(offer.date)}: ${figure(a)}; ${figure(b)}`));
  }
  ["nash", "kalai_smorodinsky"].filter((name) => told[name]).forEach((name, k) => {
    const [a, b] = pair(told[name].values);
    put(drawn, make("rect", { class: "solution", x: x(a) - 3, y: y(b) - 3, width: 6, height: 6 }),
      make("text", { x: x(a) + (k ? -8 : 8), y: y(b) + (k ? 14 : -6), "text-anchor": k ? "end" : "start" }, words.summary[name]));
  });
  if (told.agreed) put(drawn, starAt(x(told.values.us), y(told.values.korea)));
  return [make("h3", {}, words.summary.plane), drawn, make("p", { class: "hint" }, words.summary.plane_note)];
}

function starAt(x, y) {
  const points = [...Array(10).keys()].map((k) => {
    const size = k % 2 ? 4 : 9.5, angle = Math.PI * (k / 5 - 0.5);
    return `${(x + size * Math.cos(angle)).toFixed(1)},${(y + size * Math.sin(angle)).toFixed(1)}`;
  });
  return make("polygon", { class: "deal", points: points.join(" ") });
}

function endParts(told, side) {
  return [endFacts(told, side), ...planeOf(told), ...fairTable(told, side), ...wantedTable(told, side), ...weeksTable(told, side)];
}
