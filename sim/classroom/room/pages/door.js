"use strict";
// Coming in: the form is sent as a message, and the answer says where to go.
byId("door").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const told = await ask(form.dataset.to, Object.fromEntries(new FormData(form)));
  if (told) window.location.assign(told.next);
});
