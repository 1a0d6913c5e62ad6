// What the theme leaves out for people who read by ear or by keyboard.
document.addEventListener("DOMContentLoaded", () => {
  for (const caption of document.querySelectorAll('[role="heading"]:not([aria-level])')) {
    caption.setAttribute("aria-level", "2");
  }
  for (const wide of document.querySelectorAll("pre, .table-wrapper, .sidebar-scroll, .toc-scroll")) {
    wide.tabIndex = 0; // It scrolls, so the keyboard must reach it.
  }
});
