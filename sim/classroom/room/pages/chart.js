"use strict";
// Axes, ticks and paths of the drawings.
function ticksOf(low, high) {
  const raw = (high - low) / 4, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= raw);
  const found = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high; tick += step) found.push(Number(tick.toPrecision(6)));
  return found;
}

function scale(values, from, to) {
  const known = values.filter((value) => Number.isFinite(value));
  let low = known.length ? Math.min(...known) : 0, high = known.length ? Math.max(...known) : 1;
  if (high - low < 1e-9) { low -= 1; high += 1; }
  const margin = 0.06 * (high - low);
  low -= margin; high += margin;
  const map = (value) => from + (value - low) / (high - low) * (to - from);
  map.ticks = ticksOf(low, high);
  return map;
}

function chart(alternative, across, up, x, y, [width, height, left, bottom]) {
  const drawn = make("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": alternative });
  put(drawn, make("line", { class: "axis", x1: left, y1: height - bottom, x2: width - 8, y2: height - bottom }));
  put(drawn, make("line", { class: "axis", x1: left, y1: 22, x2: left, y2: height - bottom }));
  put(drawn, make("text", { x: width - 8, y: height - 4, "text-anchor": "end" }, across));
  put(drawn, make("text", { x: 4, y: 14 }, up));
  for (const tick of x.ticks) put(drawn, make("text", { x: x(tick), y: height - bottom + 15, "text-anchor": "middle" }, String(tick)));
  for (const tick of y.ticks) put(drawn, make("text", { x: left - 5, y: y(tick) + 4, "text-anchor": "end" }, String(tick)));
  return drawn;
}

function pathOf(points) {
  return points.map(([x, y], k) => `${k ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}

function sideMark(side, x, y, told) {
  const made = side === FIRST ? make("circle", { class: "mark first", cx: x, cy: y, r: 4.5 })
    : make("polygon", { class: "mark second", points: `${x},${y - 5.5} ${x + 5},${y + 4} ${x - 5},${y + 4}` });
  return told ? put(made, make("title", {}, told)) : made;
}

function keyOf(text, ...drawn) {
  return put(make("span", { class: "key" }), put(make("svg", { viewBox: "0 0 26 16", "aria-hidden": "true" }), ...drawn), ` ${text}`);
}
