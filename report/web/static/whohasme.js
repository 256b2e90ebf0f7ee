// Escape twice hides everything at once, in every tab; a page that stood open
// for too long gives way; and the page of a scan follows it. No page needs this
// script.
"use strict";
(() => {
  const root = document.documentElement;
  const tabs = new BroadcastChannel("whohasme");
  const leave = (to) => {
    root.classList.add("hidden");
    location.replace(to);
  };
  const hide = document.getElementById("hide");
  const lock = document.querySelector('form[action="/lock"]');
  if (hide) hide.addEventListener("submit", () => tabs.postMessage("hide"));
  if (lock) lock.addEventListener("submit", () => tabs.postMessage("lock"));
  tabs.addEventListener("message", (e) => {
    if (e.data === "hide" && location.pathname !== "/away") leave("/away");
    else if (e.data === "lock" && lock) leave("/unlock");
  });

  let last = 0;
  addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || e.repeat) return;
    const now = Date.now();
    if (now - last < 1000) {
      root.classList.add("hidden");
      tabs.postMessage("hide");
      if (hide) hide.submit();
      else location.replace("/away");
    }
    last = now;
  });

  // A page that the browser kept shows again what may be locked by now.
  addEventListener("pageshow", (e) => {
    if (e.persisted) location.reload();
  });

  // Browsers count no time while a laptop sleeps: who opens its lid must not
  // find the pages of the evening before.
  const away = document.querySelector('meta[http-equiv="refresh"][content$="url=/unlock"]');
  if (away) {
    const until = Date.now() + parseInt(away.content, 10) * 1000;
    const look = () => {
      if (Date.now() > until) leave("/unlock");
    };
    for (const e of ["visibilitychange", "resume"]) document.addEventListener(e, look);
    addEventListener("focus", look);
    setInterval(look, 5000);
  }

  const live = document.getElementById("live");
  if (!live || !live.dataset.now) return;
  const list = document.getElementById("visits");
  const bar = live.querySelector("progress");

  const part = (parent, kind, text, cls) => {
    const e = document.createElement(kind);
    e.textContent = text;
    if (cls) e.className = cls;
    parent.append(" ", e);
  };

  const draw = (s) => {
    for (const e of live.querySelectorAll("[data-count]")) {
      const n = String(s[e.dataset.count]);
      if (e.textContent !== n) e.textContent = n;
    }
    bar.max = Math.max(1, s.total);
    bar.value = s.done;
    for (let i = s.visits.length - list.children.length - 1; i >= 0; i--) {
      const v = s.visits[i];
      const li = document.createElement("li");
      li.className = v.class;
      part(li, "b", v.name);
      part(li, "span", v.outcome);
      if (v.why) part(li, "span", v.why, "note");
      list.prepend(li);
    }
  };

  const ask = async () => {
    try {
      const r = await fetch(live.dataset.now, { headers: { Accept: "application/json" } });
      if (!r.ok) return location.reload(); // locked, or out
      const s = await r.json();
      draw(s);
      if (s.ended) return location.reload();
    } catch {
      // the program may have ended; the page stays as it is
    }
    setTimeout(ask, 700);
  };
  setTimeout(ask, 300);
})();
