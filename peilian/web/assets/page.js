// Small comforts of every page: local times, printing. Nothing depends on it.
(() => {
  "use strict";

  const pad = (n) => String(n).padStart(2, "0");

  function showLocalTimes(root) {
    for (const time of root.querySelectorAll("time[data-local]:not([data-shown])")) {
      const at = new Date(time.dateTime);
      if (Number.isNaN(at.getTime())) continue;
      time.textContent = `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} ${pad(at.getHours())}:${pad(at.getMinutes())}`;
      time.dataset.shown = "";
    }
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
  });

  const folded = [];
  window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("main details:not([open])")) {
      details.open = true;
      folded.push(details);
    }
  });
  window.addEventListener("afterprint", () => {
    while (folded.length) folded.pop().open = false;
  });

  window.peilianLocalTimes = showLocalTimes;
  showLocalTimes(document);
})();
