// Comforts of the practice page: timer, counter, coach drawer, going on to the scorecard. Decides nothing.
(() => {
  "use strict";

  const LIMIT = 2000;
  const NEAR = 1800;
  const pad = (n) => String(n).padStart(2, "0");

  function tick() {
    for (const timer of document.querySelectorAll(".timer[data-started]")) {
      const until = Number(timer.dataset.stopped) || Date.now();
      const seconds = Math.max(0, Math.floor((until - Number(timer.dataset.started)) / 1000));
      const text = `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`;
      if (timer.textContent !== text) timer.textContent = text;
    }
  }

  function count(box) {
    const row = document.getElementById("composer");
    if (!row) return;
    const length = [...box.value.trim()].length;
    row.dataset.count = length > NEAR ? `${length} / ${LIMIT}` : "";
    row.classList.toggle("too-long", length > LIMIT);
  }

  function coachIsClosed() {
    return localStorage.getItem("peilian-coach") === "closed";
  }

  function showCoach() {
    const wide = window.matchMedia("(min-width: 1100px)").matches;
    const stored = localStorage.getItem("peilian-coach");
    const closed = stored === null ? !wide : coachIsClosed();
    document.documentElement.classList.toggle("coach-closed", closed);
    for (const button of document.querySelectorAll(".coach-toggle")) {
      button.textContent = closed ? button.dataset.show : button.dataset.hide;
      button.setAttribute("aria-expanded", String(!closed));
    }
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-coach-toggle]")) return;
    const closed = document.documentElement.classList.contains("coach-closed");
    localStorage.setItem("peilian-coach", closed ? "open" : "closed");
    showCoach();
  });

  document.addEventListener("click", (event) => {
    const dial = event.target.closest("button.dial");
    if (dial) dial.classList.add("ringing");
  });

  document.addEventListener("input", (event) => {
    if (event.target.matches("#box textarea")) count(event.target);
  });

  // The words in the box stay; after signing in beside it they can be sent.
  function showSignedOut() {
    if (document.getElementById("signed-out")) return;
    const top = document.querySelector(".topbar");
    const notice = document.createElement("p");
    notice.id = "signed-out";
    notice.className = "notice wrong";
    notice.setAttribute("role", "alert");
    notice.append(`${top?.dataset.signedOut ?? ""} `);
    const link = document.createElement("a");
    link.href = "/login";
    link.target = "_blank";
    link.textContent = top?.dataset.signIn ?? "";
    link.addEventListener("click", () => notice.remove());
    notice.append(link);
    document.body.append(notice);
  }

  const originalFetch = window.fetch;
  window.fetch = async (...request) => {
    const response = await originalFetch(...request);
    if (response.status === 401) showSignedOut();
    return response;
  };

  function settle() {
    const top = document.querySelector(".topbar");
    if (top && top.dataset.lang) document.documentElement.lang = top.dataset.lang;
    for (const panel of document.querySelectorAll("details[data-open-when-wide]:not([data-settled])")) {
      panel.open = window.matchMedia("(min-width: 900px)").matches;
      panel.dataset.settled = "";
    }
    const going = document.querySelector("[data-go]:not([data-gone])");
    if (going) {
      going.dataset.gone = "";
      window.location.assign(going.dataset.go);
    }
    if (document.querySelector(".lobby-intro [role=alert], .callbar")) {
      for (const dial of document.querySelectorAll("button.ringing")) dial.classList.remove("ringing");
    }
    const box = document.querySelector("#box textarea");
    if (box) count(box);
    document.documentElement.classList.toggle("on-air", Boolean(document.querySelector(".callbar")?.offsetParent));
    if (window.peilianLocalTimes) window.peilianLocalTimes(document);
    showCoach();
    tick();
  }

  let due = 0;
  new MutationObserver(() => {
    if (!due) due = requestAnimationFrame(() => { due = 0; settle(); });
  }).observe(document.documentElement, { childList: true, subtree: true });

  setInterval(tick, 500);
  settle();
})();
