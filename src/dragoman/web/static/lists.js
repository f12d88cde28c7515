// Filters of the lists: choosing is enough, and addresses stay short enough to be kept.
for (const form of document.querySelectorAll("form.bar")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=checkbox]")) form.requestSubmit();
  });
  form.addEventListener("formdata", (event) => {
    const data = event.formData;
    for (const name of new Set(data.keys())) {
      const said = data.getAll(name).filter((value) => value !== "");
      data.delete(name);
      for (const value of said) data.append(name, value);
    }
  });
}

// On a phone the rarer filters are folded away until they are asked for.
for (const button of document.querySelectorAll(".bar .fold")) {
  const form = button.closest("form");
  const name = () => {
    const open = form.classList.contains("unfolded");
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? "Fewer" : "More";
  };
  button.hidden = false;
  name();
  button.addEventListener("click", () => {
    form.classList.toggle("unfolded");
    name();
  });
}
