// Light, dark or as the system says; set before the page is drawn, so that nothing flashes.
(() => {
  const root = document.documentElement;
  const order = ["auto", "light", "dark"];
  const read = () => {
    try {
      const kept = localStorage.getItem("dragoman-theme");
      return order.includes(kept) ? kept : "auto";
    } catch {
      return "auto";
    }
  };
  const apply = (theme) => {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
  };
  root.classList.add("js");
  let theme = read();
  apply(theme);
  addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    if (!button) return;
    const name = () => {
      button.lastElementChild.textContent = { auto: "Auto", light: "Light", dark: "Dark" }[theme];
      button.setAttribute("aria-label", `Colours: ${theme}. Change`);
      button.title = "Colours: as the system says, light, dark";
    };
    button.hidden = false;
    name();
    button.addEventListener("click", () => {
      theme = order[(order.indexOf(theme) + 1) % order.length];
      try {
        localStorage.setItem("dragoman-theme", theme);
      } catch {
        // Without storage the choice lasts for this page.
      }
      apply(theme);
      name();
    });
  });
})();
