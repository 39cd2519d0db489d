// What a page does beyond its HTML: everything still works when this file does not load.
(function () {
  "use strict";
  var offline = document.getElementById("offline");
  function tell() { if (offline) { offline.hidden = navigator.onLine; } }
  window.addEventListener("online", tell);
  window.addEventListener("offline", tell);
  tell();

  // After a form was sent back, readers start at what needs another look.
  function toProblems(root) {
    var problems = root.querySelector(".nhsuk-error-summary");
    if (problems) { problems.focus(); }
  }
  toProblems(document);
  document.addEventListener("htmx:afterSwap", function (event) { toProblems(event.target); });

  // The menu closes with Escape, giving the focus back, and with a tap beside it.
  document.addEventListener("keydown", function (event) {
    var menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  document.addEventListener("click", function (event) {
    var menu = document.querySelector("details.menu[open]");
    if (menu && !menu.contains(event.target)) { menu.open = false; }
  });

  // Filters fold away on a phone; on a wide screen they stand open.
  var wide = window.matchMedia("(min-width: 821px)");
  function drawers() {
    document.querySelectorAll("details.drawer").forEach(function (one) { one.open = wide.matches; });
  }
  wide.addEventListener("change", drawers);
  drawers();

  // Whoever signs in next in this tab finds nothing that was typed before (keep.js).
  document.addEventListener("submit", function (event) {
    if (/logout/.test(event.target.action || "")) {
      Object.keys(sessionStorage).forEach(function (name) { if (name.indexOf("keep") === 0) { sessionStorage.removeItem(name); } });
    }
  });
})();
