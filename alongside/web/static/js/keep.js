// Nothing typed is lost: not to a dropped connection, not to a session that ran out.
//
// A form with data-keep="name" has its fields kept in this tab from the first key on, until the
// server has said that it holds them. Coming back to the page, they are put in again. A form that
// saves as it is typed names the event "keep" in its hx-trigger: it is sent again when the
// connection is back. An element with data-keep-state inside the form tells how it stands, in
// the words of its own data-waiting and data-back.
(function () {
  "use strict";
  var store;
  if (document.documentElement.dataset.keeps) { return; }
  document.documentElement.dataset.keeps = "yes";
  // Pages that save as they are typed need no buttons for it then.
  if (window.htmx) { document.documentElement.dataset.saves = "yes"; }
  try { store = window.sessionStorage; store.getItem("keep"); } catch (error) { return; }

  function key(form) { return "keep:" + location.pathname + ":" + form.dataset.keep; }
  function fields(form) {
    return Array.prototype.filter.call(form.elements, function (one) {
      return one.name && !one.disabled && one.name !== "csrfmiddlewaretoken" &&
        one.name !== "base" && ["submit", "button", "file", "password"].indexOf(one.type) < 0;
    });
  }
  function held(form) {
    return fields(form).map(function (one) {
      var ticks = one.type === "checkbox" || one.type === "radio";
      return [one.name, ticks ? one.value : "", ticks ? one.checked : one.value];
    });
  }
  function tell(form, which) {
    var state = form.querySelector("[data-keep-state]");
    if (state && state.dataset[which]) { state.textContent = state.dataset[which]; }
  }
  function keep(form) {
    try { store.setItem(key(form), JSON.stringify(held(form))); } catch (error) { /* full: the page still has it */ }
  }
  function letGo(form) { store.removeItem(key(form)); }

  // Puts kept fields back; true when that changed anything.
  function putBack(form) {
    var kept = store.getItem(key(form));
    if (!kept || kept === JSON.stringify(held(form))) { letGo(form); return false; }
    var changed = false;
    JSON.parse(kept).forEach(function (one) {
      fields(form).forEach(function (field) {
        if (field.name !== one[0]) { return; }
        if (field.type === "checkbox" || field.type === "radio") {
          if (field.value === one[1] && field.checked !== one[2]) { field.checked = one[2]; changed = true; }
        } else if (field.value !== one[2]) {
          changed = changed || field.type !== "hidden";
          field.value = one[2];
        }
      });
    });
    return changed;
  }
  function resend(form) {
    if (window.htmx && form.hasAttribute("hx-post")) { window.htmx.trigger(form, "keep"); }
  }
  function kept() {
    return Array.prototype.filter.call(document.querySelectorAll("form[data-keep]"), function (form) {
      return store.getItem(key(form)) !== null;
    });
  }

  ["input", "change"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var form = event.target.closest && event.target.closest("form[data-keep]");
      if (form) { keep(form); }
    });
  });
  // Saved by htmx: what has been typed since the request went out is still to be sent.
  document.addEventListener("htmx:beforeRequest", function (event) {
    var form = event.detail.elt.closest("form[data-keep]");
    if (form) { form.dataset.sent = JSON.stringify(held(form)); }
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = event.detail.elt.closest("form[data-keep]");
    if (!form) { return; }
    if (event.detail.successful) {
      if (form.dataset.sent === JSON.stringify(held(form))) { letGo(form); }
    } else { keep(form); tell(form, "waiting"); }
  });
  // Sent without htmx: the page that answers says so with a flash message.
  document.addEventListener("submit", function (event) {
    var form = event.target.closest("form[data-keep]");
    if (form && !event.defaultPrevented) { store.setItem("keep-sent", key(form)); }
  });
  window.addEventListener("online", function () { kept().forEach(resend); });

  function begin() {
    var sent = store.getItem("keep-sent");
    store.removeItem("keep-sent");
    if (sent && document.querySelector(".flash .success")) { store.removeItem(sent); }
    Array.prototype.forEach.call(document.querySelectorAll("form[data-keep]"), function (form) {
      if (putBack(form)) { tell(form, "back"); resend(form); }
    });
  }
  // htmx prepares its forms when the page is ready; what is put back is sent after that.
  if (document.readyState === "complete") { begin(); } else { window.addEventListener("load", begin); }
})();
