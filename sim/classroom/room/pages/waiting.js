"use strict";
// "Wait until something happens": waits at one meeting after another, as the button "Wait" does, until something is new.
const PAUSE = 500;  // milliseconds before each wait: a page asks less often than it may, and the waiting can be stopped
const waiting = { since: null, signable: false, timer: null, sent: false, stopped: false, why: "", turn: null };

function newsOf(sight) {  // what ends the waiting when it is not what it was
  const theirs = lastOf(sight);
  return {
    offer: JSON.stringify(theirs ? theirs.package : null), events: JSON.stringify(sight.events), polls: JSON.stringify(sight.polls),
    makers: JSON.stringify(sight.makers), dates: JSON.stringify([sight.phase, sight.deadline, sight.issues.map((issue) => issue.on_table)]),
  };
}

function whyToStop(view) {
  if (view.sight?.over) return "over";
  if (!view.on || !view.sight) return "closed";
  if (waiting.stopped) return "hand";
  const now = newsOf(view.sight), other = Object.keys(now).find((name) => now[name] !== waiting.since[name]);
  return other ?? (legal("accept") && !waiting.signable ? "signable" : null);
}

function endWaiting(why) {
  clearTimeout(waiting.timer);
  Object.assign(waiting, { since: null, timer: null, stopped: false, why: words.happened[why] ?? "", turn: held.view.sight?.turn });
}

function followWaiting(view) {  // to be called whenever the page was told how things stand
  if (waiting.since) {
    const why = whyToStop(view);
    if (why) endWaiting(why);
    else if (legal("wait") && waiting.timer === null && !waiting.sent) waiting.timer = setTimeout(waitOnce, PAUSE);
  }
  if (legal("reject")) waiting.signable = legal("accept");  // the offer that is shown now has been seen
}

async function waitOnce() {
  Object.assign(waiting, { timer: null, sent: true });
  const done = await send("wait");
  waiting.sent = false;
  if (done) followWaiting(held.view);
  else endWaiting("");
  if (!waiting.since) { showStatus(held.view); showWaiting(); }
}

function waitText() {  // what the status says of the waiting
  return waiting.since ? words.waiting_on : waiting.why && waiting.turn === held.view.sight?.turn ? waiting.why : "";
}

function showWaiting() {
  byId("wait_on").textContent = waiting.since ? words.wait_stop : words.wait_on;
  byId("wait_on").disabled = !waiting.since && !legal("wait");
}

byId("wait_on").addEventListener("click", () => {
  if (waiting.since && waiting.sent) waiting.stopped = true;  // ends with the answer to the wait that is on its way
  else if (waiting.since) endWaiting("hand");
  else {
    waiting.since = newsOf(held.view.sight);
    if (!waiting.sent) waitOnce();  // else when the page has been told of the last one
  }
  showStatus(held.view);
  showWaiting();
});
